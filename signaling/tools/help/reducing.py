"""What the cues mean for those who have asked for help."""

from __future__ import annotations

from typing import Any

from signaling.tools.cue import At
from signaling.tools.help.cues import HelpAsked
from signaling.tools.help.state import HelpState, Need


def _asked(state: HelpState, event: HelpAsked, cue: At) -> HelpState:
    return HelpState(asked={**state.asked, event.member: Need(kind=event.kind, since=cue.at)})


def _settled(state: HelpState, event: Any, cue: At) -> HelpState:
    return HelpState(asked={member: need for member, need in state.asked.items() if member != event.member})


def _ended(state: HelpState, event: Any, cue: At) -> HelpState:
    return HelpState()


CHANGES = {
    "help_asked": _asked,
    "help_settled": _settled,
    "member_left": _settled,
    "lesson_ended": _ended,
}
