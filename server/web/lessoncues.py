"""The course of a recorded lesson as its cues tell it, for what is computed of a recording."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from server.data.models import Recording
from server.library.course import Step, steps
from server.library.view import View, told
from server.live.lessons import StoredLesson, StoredLessons
from server.web.admission import Admission
from server.web.routes import Call
from signaling.cues import Cue


@dataclass(frozen=True, slots=True)
class LessonCourse:
    """A lesson with its cues, and the Unix ms at which its clock shows zero."""

    stored: StoredLesson
    started_at: int

    def steps(self) -> list[Step]:
        """Every cue on the lesson clock; some milliseconds a thousand of them, so in a thread."""
        return list(steps(self.stored.cues, self.stored.facts.empty_room(), self.started_at))


@dataclass(frozen=True, slots=True)
class ServedLesson(LessonCourse):
    """The same with the cues that somebody is served."""

    cues: Sequence[Cue]


async def course_of(call: Call, found: Admission) -> LessonCourse:
    """The course of the lesson that an admitted recording is of."""
    return await lesson_of(call, found.recording)


async def lesson_of(call: Call, recording: Recording) -> LessonCourse:
    """The lesson that a recording is of."""
    stored = await StoredLessons(call.context.database).lesson(recording.lesson_id)
    assert stored is not None, "a recording belongs to a lesson"
    return LessonCourse(stored, stored.started_at or recording.started_at)


async def served_lesson(
    call: Call, recording: Recording, view: Callable[[], Awaitable[View]]
) -> ServedLesson:
    """
    The lesson with those of its cues that are served; raises what `view` does.

    `view` is asked when the cues have been read: a publication that was narrowed meanwhile, or a
    classroom that has come meanwhile, must not be in what was decided before.
    """
    found = await lesson_of(call, recording)
    now = await view()
    cues = [served for cue in found.stored.cues if (served := told(cue, now)) is not None]
    return ServedLesson(found.stored, found.started_at, cues)
