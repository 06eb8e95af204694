"""What the cues mean for the arrangement."""

from __future__ import annotations

from typing import Any

from signaling.tools.arrangement.cues import LayoutChanged, SpotlightChanged
from signaling.tools.arrangement.state import ArrangementState
from signaling.tools.cue import At
from signaling.tools.tool import Change


def _layout(state: ArrangementState, event: LayoutChanged, cue: At) -> ArrangementState:
    return state.model_copy(update={"layout": event.layout})


def _spotlight(state: ArrangementState, event: SpotlightChanged, cue: At) -> ArrangementState:
    return state.model_copy(update={"spotlight": event.source})


def _source_removed(state: ArrangementState, event: Any, cue: At) -> ArrangementState:
    return _dark(state) if state.spotlight == event.source else state


def _member_left(state: ArrangementState, event: Any, cue: At) -> ArrangementState:
    return _dark(state) if (state.spotlight or "").startswith(f"{event.member}/") else state


def _ended(state: ArrangementState, event: Any, cue: At) -> ArrangementState:
    return _dark(state)


def _dark(state: ArrangementState) -> ArrangementState:
    return state.model_copy(update={"spotlight": None})


CHANGES: dict[str, Change] = {
    "layout_changed": _layout,
    "spotlight_changed": _spotlight,
    "source_removed": _source_removed,
    "member_left": _member_left,
    "lesson_ended": _ended,
}
