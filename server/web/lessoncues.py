"""The course of a recorded lesson as its cues tell it, for what is computed of a recording."""

from __future__ import annotations

from dataclasses import dataclass

from server.library.course import Step, steps
from server.live.lessons import StoredLesson, StoredLessons
from server.web.admission import Admission
from server.web.routes import Call


@dataclass(frozen=True, slots=True)
class LessonCourse:
    """A lesson with its cues, and the Unix ms at which its clock shows zero."""

    stored: StoredLesson
    started_at: int

    def steps(self) -> list[Step]:
        """Every cue on the lesson clock; some milliseconds a thousand of them, so in a thread."""
        return list(steps(self.stored.cues, self.stored.facts.empty_room(), self.started_at))


async def course_of(call: Call, found: Admission) -> LessonCourse:
    """The course of the lesson that an admitted recording is of."""
    recording = found.recording
    stored = await StoredLessons(call.context.database).lesson(recording.lesson_id)
    assert stored is not None, "a recording belongs to a lesson"
    return LessonCourse(stored, stored.started_at or recording.started_at)
