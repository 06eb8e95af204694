"""What a live room leaves behind in the database, as values that can wait in a queue."""

from __future__ import annotations

from dataclasses import dataclass

from server.live.passport import Page
from signaling.commands import KeepAnswer, KeepCue, KeepQuestion, NoteAttendance, SetLessonPhase
from signaling.tools.roll.cues import RollConfirmed


@dataclass(frozen=True, slots=True)
class RecordingFinished:
    """How a recording ended: `ready`, `recovered`, `empty` or `failed`; `size` is in bytes."""

    state: str
    duration_ms: int
    size: int


@dataclass(frozen=True, slots=True)
class LinesKept:
    """How everybody's line was, at the lesson's end."""

    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class RollKept:
    """A classroom was counted by cue `n`; `name` is what it was called then."""

    n: int
    name: str
    call: RollConfirmed
    by: str | None
    at: int


#: What may be kept of a lesson besides its cues.
Noted = NoteAttendance | SetLessonPhase | RecordingFinished | LinesKept | KeepQuestion | KeepAnswer | RollKept


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened in a lesson."""

    lesson: str
    what: KeepCue | Noted
