"""The clock that runs on every screen."""

from __future__ import annotations

from enum import StrEnum

from signaling.shape import Shape


class TimerKind(StrEnum):
    """`timer`: time for a task; `countdown`: until the lesson begins."""

    TIMER = "timer"
    COUNTDOWN = "countdown"


class TimerState(Shape):
    """
    No `kind`: there is none. Times are Unix milliseconds.

    While it stands still, `ends_at` is None and `paused_ms_left` says what is left.
    """

    kind: TimerKind | None = None
    title: str = ""
    started_at: int | None = None
    ends_at: int | None = None
    paused_ms_left: int | None = None
