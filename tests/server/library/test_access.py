"""The query for what somebody may see agrees with the table, in worlds that nobody has thought of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import OPERATOR, Person
from server.auth.rights import Act, Rights, all_schools
from server.data import places, recordings
from server.data.database import Database
from server.data.models import Recording, Resource
from server.library import access
from server.library.standing import Reader, Standing, acts, standing
from server.review.membership import reviewed_by
from tests.server.library.worlds import World


@dataclass
class Table:
    """What the table says of every recording of a world."""

    session: AsyncSession
    found: list[tuple[Recording, Resource, frozenset[str]]]
    ancestors: Mapping[str, frozenset[str]]
    _people: dict[str, tuple[Reader, set[str]]] = field(default_factory=dict)

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

    async def standing(
        self, person: Person | None, recording: Recording, resource: Resource, audience: frozenset[str]
    ) -> Standing:
        """By everything that is known of the person."""
        reader, reviewed = Reader(), set()
        if person is not None:
            reader, reviewed = await self._known(person)
        reviews = recording.id in reviewed
        return standing(reader, recording.lesson, resource, audience, reviews=reviews)

    async def may(self, person: Person | None, act: Act) -> set[str]:
        """The recordings with which the person may do it."""
        return {
            recording.id
            for recording, resource, audience in self.found
            if act in acts(await self.standing(person, recording, resource, audience), resource)
        }

    async def _known(self, person: Person) -> tuple[Reader, set[str]]:
        if person.actor not in self._people:
            nodes = await access.nodes_of(self.session, person)
            reviewed = set(await self.session.scalars(reviewed_by(person.actor)))
            self._people[person.actor] = Reader(person, Rights(person, self.ancestors), nodes), reviewed
        return self._people[person.actor]


@pytest.fixture
async def worlds(blank: Database, seed: int) -> AsyncIterator[tuple[World, AsyncSession]]:
    world = World(seed)
    async with blank.session() as session:
        await world.store(session, recordings=16)
        yield world, session


@pytest.mark.parametrize("seed", range(2))
async def test_visible_is_what_the_table_lets_one_watch(worlds: tuple[World, AsyncSession]) -> None:
    world, session = worlds
    table = await Table.of(session, world)
    for person in (None, OPERATOR, *world.people):
        found = select(Resource.recording_id).where(access.visible_to(person))
        assert set(await session.scalars(found)) == await table.may(person, Act.WATCH), person


@pytest.mark.parametrize("seed", [6])
async def test_what_is_asked_of_the_database_for_one_decides_as_the_table(
    worlds: tuple[World, AsyncSession],
) -> None:
    world, session = worlds
    table = await Table.of(session, world)
    for person in (None, OPERATOR, *world.people):
        for recording, resource, audience in table.found:
            told = await access.standing_of(session, person, recording, resource)
            assert told is await table.standing(person, recording, resource, audience)


@pytest.mark.parametrize("seed", [4])
async def test_the_trash_is_of_those_who_may_empty_it(worlds: tuple[World, AsyncSession]) -> None:
    world, session = worlds
    table = await Table.of(session, world)
    for person in (OPERATOR, *world.people):
        kept = select(Resource.recording_id).where(Resource.removed_at.is_(None), access.kept_by(person))
        assert set(await session.scalars(kept)) == await table.may(person, Act.TRASH), person
