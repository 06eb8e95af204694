"""The live rooms' view of the database: what a room must know to open, and where its facts go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from server.courseware.documents import room_documents
from server.data import answers, attendance, cameras, cues, lessons, lines, recordings, roll
from server.data.database import Database
from server.data.models import Attendance, Camera, Lesson, LineRecord, RollCall
from server.library import watching
from server.live.facts import Fact, LinesKept, RecordingFinished, RollKept
from server.live.takes import About
from server.members import enrolled, expected, known_form, room_camera
from signaling.commands import KeepAnswer, KeepCue, KeepQuestion, NoteAttendance, SetLessonPhase
from signaling.cues import Cue
from signaling.room import LessonFacts
from signaling.tools.courseware.state import Document
from signaling.tools.playback.state import Playable

#: Failures that come again however often the same rows are written.
HOPELESS = (IntegrityError, DataError, ValueError, TypeError)


@dataclass(frozen=True, slots=True)
class StoredLesson:
    """A lesson as it stands in the database, with every cue so far."""

    facts: LessonFacts
    phase: str
    started_at: int | None
    ended_at: int | None
    cues: list[Cue]


class StoredLessons:
    """Reads lessons and writes facts; raises the database's errors when it is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lesson(self, lesson_id: str) -> StoredLesson | None:
        """The lesson with its cues, or `None` if there is none of that id."""
        async with self._database.session() as session:
            lesson = await lessons.by_id(session, lesson_id)
            if lesson is None:
                return None
            stored = await cues.of_lesson(session, lesson_id)
            facts = _facts(lesson, await cameras.of_lesson(session, lesson))
            facts = replace(facts, **await _asked_before(session, lesson_id))
            return StoredLesson(facts, lesson.phase, lesson.started_at, lesson.ended_at, stored)

    async def documents(self, lesson_id: str) -> list[Document]:
        """The documents that the lesson can show now."""
        async with self._database.session() as session:
            return await room_documents(session, lesson_id)

    async def playables(self, lesson_id: str) -> list[Playable]:
        """The recordings that the lesson may watch together now."""
        async with self._database.session() as session:
            return await watching.playables(session, lesson_id)

    async def live(self) -> list[str]:
        """Ids of the lessons that are live according to the database."""
        async with self._database.session() as session:
            return [lesson.id for lesson in await lessons.live(session)]

    async def unfinished(self) -> list[About]:
        """Lessons that are over but whose recordings were not finished."""
        async with self._database.session() as session:
            return [
                About(each.lesson_id, each.lesson.title, each.lesson.started_at, each.lesson.ended_at)
                for each in await recordings.unfinished(session)
            ]

    async def store(self, facts: list[Fact]) -> None:
        """Write facts in their order, in one transaction."""
        async with self._database.session() as session:
            for lesson_id, group in groupby(facts, key=lambda fact: fact.lesson):
                await _store(session, lesson_id, list(group))


async def _store(session: AsyncSession, lesson_id: str, facts: list[Fact]) -> None:
    await cues.append(session, lesson_id, [fact.what.cue for fact in facts if isinstance(fact.what, KeepCue)])
    votes = [fact.what.vote for fact in facts if isinstance(fact.what, KeepAnswer)]
    await answers.append(session, lesson_id, votes)
    for fact in facts:
        match fact.what:
            case NoteAttendance() as note:
                attendance.note(session, _attendance(lesson_id, note))
            case SetLessonPhase(phase, at):
                await lessons.set_phase(session, lesson_id, phase, at)
            case KeepQuestion(question, answer, at):
                await answers.ask(session, lesson_id, question, answer, at)
            case RollKept() as kept:
                await roll.keep(session, _roll_call(lesson_id, kept))
            case RecordingFinished(state, duration_ms, size):
                await recordings.finish(session, lesson_id, state, duration_ms=duration_ms, size=size)
            case LinesKept(pages):
                for page in pages:
                    lines.keep(session, LineRecord(lesson_id=lesson_id, **asdict(page)))


async def _asked_before(session: AsyncSession, lesson_id: str) -> dict[str, Any]:
    """The right answers of the lesson's questions, and the votes on the last one: that may still be open."""
    asked = await answers.asked(session, lesson_id)
    if not asked:
        return {}
    right = {each.name: each.answer for each in asked if each.answer is not None}
    return {"right_answers": right, "votes": tuple(await answers.votes(session, lesson_id, asked[-1].name))}


def _roll_call(lesson_id: str, kept: RollKept) -> RollCall:
    return RollCall(
        lesson_id=lesson_id,
        n=kept.n,
        member=kept.call.member,
        name=kept.name,
        present=kept.call.present,
        absent=kept.call.absent,
        by=kept.by,
        at=kept.at,
    )


def _attendance(lesson_id: str, note: NoteAttendance) -> Attendance:
    return Attendance(
        lesson_id=lesson_id,
        member=note.member,
        name=note.name,
        role=note.role,
        present=note.present,
        at=note.at,
    )


def _facts(lesson: Lesson, cameras: Sequence[Camera]) -> LessonFacts:
    return LessonFacts(
        id=lesson.id,
        title=lesson.title,
        subject=lesson.subject,
        record=lesson.record,
        expected=expected(lesson),
        form=known_form(lesson.form),
        enrolled=enrolled(lesson),
        cameras=tuple(room_camera(camera, lesson) for camera in cameras),
    )
