"""What decides who sees and keeps recordings is understood by both databases."""

from __future__ import annotations

from sqlalchemy import select

from server.auth.rights import Act
from server.data import audit, recordings
from server.data.database import Database
from server.data.models import Resource
from server.library import access, retention, trash
from server.library.rules import Retention
from server.library.standing import acts
from tests.server.library.worlds import World


async def test_what_somebody_sees_is_the_same_on_both_databases(database: Database) -> None:
    world = World(9)
    async with database.session() as session:
        await world.store(session, recordings=12)
        for person in world.people[:6]:
            found = select(Resource.recording_id).where(access.visible_to(person))
            seen = set(await session.scalars(found))
            for name in world.recordings:
                recording = await recordings.by_id(session, name)
                resource = await session.get_one(Resource, name)
                assert recording is not None
                stands = await access.standing_of(session, person, recording, resource)
                assert (name in seen) == (Act.WATCH in acts(stands, resource))


async def test_lists_of_what_is_kept_are_read_from_both_databases(database: Database) -> None:
    world = World(9)
    async with database.session() as session:
        await world.store(session, recordings=12)
        due = await retention.due(session, Retention(keep_days=1), 10**12)
        assert {each.recording_id for each in due} == {
            name for name in world.recordings if (await session.get_one(Resource, name)).removed_at is None
        }
        for person in world.people:
            total, page = await trash.page(session, person, 0, 5)
            assert len(page) == min(total, 5)
        assert await audit.about(session, "e1", 0, 5) == (0, [])
