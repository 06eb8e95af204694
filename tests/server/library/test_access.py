"""The query for what somebody may see agrees with the table, in worlds that nobody has thought of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import OPERATOR, Person
from server.auth.rights import Act, Rights, all_schools
from server.data import places, recordings
from server.data.database import Database
from server.data.models import Recording, Resource
from server.library import access
from server.library.standing import Reader, acts, standing
from server.review.membership import reviewed_by
from tests.server.library.worlds import World


@dataclass
class Table:
    """What the table says of every recording of a world."""

    session: AsyncSession
    found: list[tuple[Recording, Resource, frozenset[str]]]
    ancestors: Mapping[str, frozenset[str]]

    @classmethod
    async def of(cls, session: AsyncSession, world: World) -> Table:
        found = []
        for name in world.recordings:
            recording = await recordings.by_id(session, name)
            assert recording is not None
            resource = await session.get_one(Resource, name)
            found.append((recording, resource, await access.audience(session, name)))
        schools = all_schools(recording.lesson for recording, _, _ in found)
        return cls(session, found, await places.ancestors(session, schools))

    async def may(self, person: Person | None, act: Act) -> set[str]:
        """The recordings with which the person may do it."""
        reader, reviewed = Reader(), set()
        if person is not None:
            nodes = await access.nodes_of(self.session, person)
            reader = Reader(person, Rights(person, self.ancestors), nodes)
            reviewed = set(await self.session.scalars(reviewed_by(person.actor)))
        return {
            recording.id
            for recording, resource, audience in self.found
            if act
            in acts(
                standing(reader, recording.lesson, resource, audience, reviews=recording.id in reviewed),
                resource,
            )
        }


@pytest.fixture
async def worlds(blank: Database, seed: int) -> AsyncIterator[tuple[World, AsyncSession]]:
    world = World(seed)
    async with blank.session() as session:
        await world.store(session, recordings=40)
        yield world, session


@pytest.mark.parametrize("seed", range(4))
async def test_visible_is_what_the_table_lets_one_watch(worlds: tuple[World, AsyncSession]) -> None:
    world, session = worlds
    table = await Table.of(session, world)
    for person in (None, OPERATOR, *world.people):
        found = select(Resource.recording_id).where(access.visible_to(person))
        assert set(await session.scalars(found)) == await table.may(person, Act.WATCH), person


@pytest.mark.parametrize("seed", range(4, 6))
async def test_the_trash_is_of_those_who_may_empty_it(worlds: tuple[World, AsyncSession]) -> None:
    world, session = worlds
    table = await Table.of(session, world)
    for person in (OPERATOR, *world.people):
        kept = select(Resource.recording_id).where(Resource.removed_at.is_(None), access.kept_by(person))
        assert set(await session.scalars(kept)) == await table.may(person, Act.TRASH), person
