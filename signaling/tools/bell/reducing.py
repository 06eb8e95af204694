"""What the cues of the bell mean."""

from __future__ import annotations

from signaling.tools.bell.cues import BellRung
from signaling.tools.bell.state import BellState
from signaling.tools.cue import At


def _rung(state: BellState, event: BellRung, cue: At) -> BellState:
    return BellState(ring=event.ring, rung_at=cue.at)


CHANGES = {"bell_rung": _rung}
