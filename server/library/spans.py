"""Turn what changes from cue to cue into spans of the lesson clock: the stage, the floor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from server.library.course import Step
from signaling.reducer import stage
from signaling.state import Phase, RoomState

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """From `start_ms` to `end_ms` of the lesson it was `value`."""

    start_ms: int
    end_ms: int
    value: Value

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms


def spans(
    course: Iterable[Step], look: Callable[[RoomState], Value | None], duration_ms: int
) -> list[Span[Value]]:
    """When what `look` sees in the running lesson was what; `None` is not told."""
    found: list[Span[Value]] = []
    since, value = 0, None
    for step in course:
        now = look(step.after) if step.after.lesson.phase is Phase.LIVE else None
        if now != value:
            at = min(max(step.at_ms, 0), duration_ms)
            if value is not None and at > since:
                found.append(Span(since, at, value))
            since, value = at, now
    if value is not None and duration_ms > since:
        found.append(Span(since, duration_ms, value))
    return found


def on_stage(course: Iterable[Step], duration_ms: int) -> list[Span[str]]:
    """Which source had the stage when."""
    return spans(course, stage, duration_ms)
