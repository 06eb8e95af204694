"""What the cues mean for the roll."""

from __future__ import annotations

from signaling.tools.cue import At
from signaling.tools.roll.cues import RollConfirmed
from signaling.tools.roll.state import RollCall, RollState


def _confirmed(state: RollState, event: RollConfirmed, cue: At) -> RollState:
    call = RollCall(present=event.present, absent=event.absent, by=cue.by, at=cue.at)
    return state.model_copy(update={"confirmed": {**state.confirmed, event.member: call}})


CHANGES = {"roll_confirmed": _confirmed}
