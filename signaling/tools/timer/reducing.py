"""What the cues mean for the timer."""

from __future__ import annotations

from typing import Any

from signaling.tools.cue import At
from signaling.tools.timer.cues import TimerPaused, TimerResumed, TimerStarted
from signaling.tools.timer.state import TimerKind, TimerState
from signaling.tools.tool import Change


def _started(state: TimerState, event: TimerStarted, cue: At) -> TimerState:
    return TimerState(
        kind=event.kind, title=event.title, started_at=cue.at, ends_at=cue.at + event.duration_ms
    )


def _paused(state: TimerState, event: TimerPaused, cue: At) -> TimerState:
    if state.ends_at is None:
        return state
    return state.model_copy(update={"ends_at": None, "paused_ms_left": max(0, state.ends_at - cue.at)})


def _resumed(state: TimerState, event: TimerResumed, cue: At) -> TimerState:
    if state.paused_ms_left is None:
        return state
    return state.model_copy(update={"ends_at": cue.at + state.paused_ms_left, "paused_ms_left": None})


def _stopped(state: TimerState, event: Any, cue: At) -> TimerState:
    return TimerState()


def _lesson_started(state: TimerState, event: Any, cue: At) -> TimerState:
    """What was counted down to has come."""
    return TimerState() if state.kind is TimerKind.COUNTDOWN else state


CHANGES: dict[str, Change] = {
    "timer_started": _started,
    "timer_paused": _paused,
    "timer_resumed": _resumed,
    "timer_stopped": _stopped,
    "lesson_started": _lesson_started,
    "lesson_ended": _stopped,
}
