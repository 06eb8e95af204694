"""What a lesson leaves behind: cues, attendance, its recording; facts can only be added."""

from __future__ import annotations

import pytest
from sqlalchemy import true
from sqlalchemy.exc import IntegrityError

from server.data import attendance, audit, cues, lessons, recordings
from server.data.database import Database
from server.data.models import AppendOnlyError, Attendance, AuditEntry, Lesson
from signaling.cues import Cue, HandRaised, LessonStarted

CUES = [Cue(n=1, at=10, event=LessonStarted()), Cue(n=2, at=20, by="a", event=HandRaised(member="a"))]


@pytest.fixture
async def lesson(database: Database) -> str:
    made = Lesson(title="荷塘月色", subject="", starts_at=0, ends_at=1000, created_at=0)
    async with database.session() as session:
        return (await lessons.add(session, made, [])).id


async def test_cues_come_back_as_they_were(database: Database, lesson: str) -> None:
    async with database.session() as session:
        await cues.append(session, lesson, CUES)
        assert await cues.of_lesson(session, lesson) == CUES
        assert await cues.of_lesson(session, lesson, after=1) == CUES[1:]


async def test_storing_cues_again_after_a_doubtful_answer_changes_nothing(
    database: Database, lesson: str
) -> None:
    for _ in range(2):
        async with database.session() as session:
            await cues.append(session, lesson, CUES)
    async with database.session() as session:
        assert await cues.of_lesson(session, lesson) == CUES


async def test_a_cue_of_no_lesson_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.session() as session:
            await cues.append(session, "nowhere", CUES)


async def test_attendance_keeps_its_order_and_cannot_be_rewritten(database: Database, lesson: str) -> None:
    async with database.session() as session:
        for present, at in ((True, 5), (False, 9)):
            fact = Attendance(lesson_id=lesson, member="a", name="A", role="rural", present=present, at=at)
            attendance.note(session, fact)
    with pytest.raises(AppendOnlyError):
        async with database.session() as session:
            (await attendance.of_lesson(session, lesson))[0].at = 1
    async with database.session() as session:
        assert [fact.at for fact in await attendance.of_lesson(session, lesson)] == [5, 9]


async def test_an_audit_entry_cannot_be_removed(database: Database) -> None:
    async with database.session() as session:
        audit.write(session, AuditEntry(at=1, actor="a", action="x", subject="y", address="", detail={}))
    with pytest.raises(AppendOnlyError):
        async with database.session() as session:
            await session.delete((await audit.entries(session))[0])


async def test_a_lesson_keeps_its_first_start_over_a_crash(database: Database, lesson: str) -> None:
    for at in (100, 200):
        async with database.session() as session:
            await lessons.set_phase(session, lesson, "live", at)
    async with database.session() as session:
        stored = await lessons.by_id(session, lesson)
        assert stored is not None
        assert (stored.phase, stored.started_at) == ("live", 100)
        assert [running.id for running in await lessons.live(session)] == [lesson]


async def test_a_recording_begins_with_the_lesson_and_is_one_over_a_crash(
    database: Database, lesson: str
) -> None:
    async with database.session() as session:
        await lessons.set_phase(session, lesson, "live", 100)
        first = await recordings.of_lesson(session, lesson)
        again = await recordings.begin(session, lesson, 200)
        assert first is again
        await recordings.finish(session, lesson, "recovered", duration_ms=5, size=7)
    async with database.session() as session:
        stored = (await recordings.newest(session, true(), 1))[0]
        assert (stored.state, stored.duration_ms, stored.bytes, stored.started_at) == ("recovered", 5, 7, 100)


async def test_a_failed_block_leaves_nothing(database: Database, lesson: str) -> None:
    with pytest.raises(RuntimeError):
        async with database.session() as session:
            await lessons.set_phase(session, lesson, "live", 100)
            raise RuntimeError
    async with database.session() as session:
        assert not await lessons.live(session)
