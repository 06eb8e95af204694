"""The demonstration's world: believable, complete, and added to rather than doubled."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from server.data import lessons, recordings
from server.data.database import Database
from server.data.migration import migrate
from server.data.models import Base, CollectionItem, Lesson, Resource, ResourceTag, Terminal
from server.demo import world
from server.demo.seed import seed
from server.web.calendar import day_bounds, local
from tests.support.site import SHANGHAI

MONDAY = datetime(2026, 11, 23, 8, 40, tzinfo=SHANGHAI)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'tongke.db'}")
    await migrate(database)
    yield database
    await database.close()


async def sown(database: Database, moment: datetime, secret: str = "s") -> Sequence[Lesson]:
    """Seed at that moment; returns the day's lessons."""
    now = int(moment.timestamp() * 1000)
    async with database.session() as session:
        await seed(session, secret, now, SHANGHAI)
        return await lessons.between(session, *day_bounds(local(now, SHANGHAI).date(), SHANGHAI))


async def test_recordings_are_described_once_they_are_there(database: Database) -> None:
    lesson = next(each for each in await sown(database, MONDAY) if each.title == "古诗三首")
    async with database.session() as session:
        recording = await recordings.begin(session, lesson.id, 1)
    await sown(database, MONDAY)
    async with database.session() as session:
        tags = await session.scalars(select(ResourceTag.tag).order_by(ResourceTag.tag))
        assert set(tags) == set(world.TAGS["古诗三首"])
        assert (await session.get_one(Resource, recording.id)).grade == world.GRADE
        assert (await session.scalars(select(CollectionItem.recording_id))).all() == [recording.id]


async def counted(database: Database) -> dict[str, int]:
    async with database.session() as session:
        tables = Base.metadata.sorted_tables
        return {
            table.name: (await session.scalar(select(func.count()).select_from(table))) or 0
            for table in tables
        }


async def test_seeding_twice_adds_nothing(database: Database) -> None:
    await sown(database, MONDAY)
    before = await counted(database)
    await sown(database, MONDAY + timedelta(minutes=1))
    assert await counted(database) == before


async def test_the_world_is_complete(database: Database) -> None:
    await sown(database, MONDAY)
    counts = await counted(database)
    expected = {"region": 2, "school": 4, "classroom": 4, "terminal": 3, "user_account": 6, "pairing": 1}
    assert {name: counts[name] for name in expected} == expected


async def test_a_later_day_gets_its_own_timetable(database: Database) -> None:
    await sown(database, MONDAY)
    tuesday = await sown(database, MONDAY + timedelta(days=1))
    assert [lesson.title for lesson in tuesday] == [title for *_, title in world.TIMETABLE]


@pytest.mark.parametrize("hour", [0, 3, 7, 8, 12, 14, 17, 23])
async def test_at_any_hour_there_is_a_lesson_to_hold_now(database: Database, hour: int) -> None:
    moment = MONDAY.replace(hour=hour)
    now = int(moment.timestamp() * 1000)
    found = await sown(database, moment)
    assert [
        lesson for lesson in found if lesson.starts_at <= now + 900_000 and now + 600_000 < lesson.ends_at
    ]


async def test_no_second_lesson_is_planned_beside_one_that_can_be_held(database: Database) -> None:
    titles = [lesson.title for lesson in await sown(database, MONDAY + timedelta(minutes=15))]
    assert world.AROUND_NOW not in titles


async def test_when_the_lesson_around_now_is_over_the_next_start_plans_another(database: Database) -> None:
    first = [
        lesson for lesson in await sown(database, MONDAY.replace(hour=3)) if lesson.title == world.AROUND_NOW
    ]
    async with database.session() as session:
        await lessons.set_phase(session, first[0].id, "ended", first[0].ends_at)
    again = await sown(database, MONDAY.replace(hour=3, minute=45))
    assert [lesson.phase for lesson in again if lesson.title == world.AROUND_NOW] == ["ended", "waiting"]


async def test_a_new_secret_gives_new_links_to_the_same_terminals(database: Database) -> None:
    hashes = []
    for secret in ("one", "two"):
        await sown(database, MONDAY, secret)
        async with database.session() as session:
            hashes.append(set(await session.scalars(select(Terminal.key_hash))))
    assert len(hashes[0]) == len(hashes[1]) == 3
    assert hashes[0].isdisjoint(hashes[1])
