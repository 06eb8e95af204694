"""What can happen with the timer."""

from __future__ import annotations

from typing import Literal

from signaling.shape import Shape
from signaling.tools.timer.state import TimerKind


class TimerStarted(Shape):
    """It replaces the one that runs."""

    type: Literal["timer_started"] = "timer_started"
    kind: TimerKind
    title: str = ""
    duration_ms: int


class TimerPaused(Shape):
    type: Literal["timer_paused"] = "timer_paused"


class TimerResumed(Shape):
    type: Literal["timer_resumed"] = "timer_resumed"


class TimerStopped(Shape):
    """It is taken off the screens."""

    type: Literal["timer_stopped"] = "timer_stopped"
