"""Publish recordings to a scope of the tree of places, and take them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import schools_of
from server.data import places
from server.data.models import Lesson, Resource, ResourceAudience
from server.library.standing import PUBLIC
from server.library.versions import keep_version

CLASS, SCHOOL = "class", "school"
#: Kinds of regions that a recording is published to, from the smallest.
REGIONS = ("county", "city", "province")
SCOPES = (CLASS, SCHOOL, *REGIONS, PUBLIC)


@dataclass(frozen=True, slots=True)
class Publication:
    """
    For whom a recording is, and what of the rural classrooms goes along; `keep_until` is Unix ms.

    Without `keep_until` it is kept as long as the server's rule says.
    """

    scope: str
    pupils_picture: bool = False
    classroom_sound: bool = False
    keep_until: int | None = None


async def publish(
    session: AsyncSession, lesson: Lesson, resource: Resource, wanted: Publication, *, at: int, by: str
) -> None:
    """Publish a recording, or change how it is published; what was signed before opens nothing any more."""
    resource.scope = wanted.scope
    resource.pupils_picture = wanted.pupils_picture
    resource.classroom_sound = wanted.classroom_sound
    resource.keep_until = wanted.keep_until
    resource.published_at = at
    regions = await places.regions_of(session, schools_of(lesson))
    await _set_audience(session, resource, audience_of(lesson, wanted.scope, regions))
    await keep_version(session, resource, at=at, by=by)


async def withdraw(session: AsyncSession, resource: Resource, *, at: int, by: str) -> None:
    """Nobody sees it through its publication from now on; `published_at` tells that it had one."""
    resource.scope = None
    await _set_audience(session, resource, ())
    await keep_version(session, resource, at=at, by=by)


def audience_of(lesson: Lesson, scope: str, regions: Mapping[str, Sequence[tuple[str, str]]]) -> set[str]:
    """
    The nodes whose people a lesson's recording is for; none for `public`, which is for everybody.

    `regions` are those above each school, `(id, kind)` from the nearest. A school for which the tree has no
    region of the wanted kind counts with the largest smaller one, else with itself: never with more.
    """
    if scope == PUBLIC:
        return set()
    if scope == CLASS:
        rooms = {place.classroom_id for place in lesson.places}
        return rooms | ({lesson.master_classroom_id} if lesson.master_classroom_id else set())
    schools = schools_of(lesson)
    if scope == SCHOOL:
        return set(schools)
    return {_node(school, scope, regions.get(school, ())) for school in schools}


def _node(school: str, scope: str, above: Sequence[tuple[str, str]]) -> str:
    kinds = REGIONS[: REGIONS.index(scope) + 1]
    fitting = [(kinds.index(kind), id) for id, kind in above if kind in kinds]
    return max(fitting, key=lambda each: each[0])[1] if fitting else school


async def _set_audience(session: AsyncSession, resource: Resource, nodes: Iterable[str]) -> None:
    id = resource.recording_id
    await session.execute(delete(ResourceAudience).where(ResourceAudience.recording_id == id))
    session.add_all(ResourceAudience(recording_id=id, node=node) for node in sorted(nodes))
    await session.flush()
