"""How resources look in lists: read in two queries, whatever they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from server.auth.person import Person
from server.data.models import Classroom, Lesson, Recording, Region, Resource, ResourceTag, School, User
from server.web.cards import NO_TEACHER
from server.web.libraryshapes import ResourceCard


async def cards(session: AsyncSession, person: Person, recordings: Sequence[str]) -> list[ResourceCard]:
    """The cards of these recordings in this order; whoever calls knows that the person may see them."""
    found = {card.recording: card for card in await cards_where(session, person, _in(recordings))}
    return [found[each] for each in recordings if each in found]


async def cards_where(
    session: AsyncSession, person: Person, condition: ColumnElement[bool], limit: int = 1000
) -> list[ResourceCard]:
    """The cards of resources that fulfil a condition over `Resource` and `Lesson`, the first lesson first."""
    query = _query().where(condition).order_by(Recording.started_at, Recording.id).limit(limit)
    rows = (await session.execute(query)).all()
    tags = await tags_of(session, [row.Resource.recording_id for row in rows])
    return [ResourceCard.model_validate(_fields(row, person, tags)) for row in rows]


async def tags_of(session: AsyncSession, recordings: Sequence[str]) -> dict[str, list[str]]:
    """The tags of these recordings, each recording's in order."""
    query = select(ResourceTag.recording_id, ResourceTag.tag).where(ResourceTag.recording_id.in_(recordings))
    found: dict[str, list[str]] = {}
    for recording, tag in await session.execute(query.order_by(ResourceTag.tag)):
        found.setdefault(recording, []).append(tag)
    return found


def _in(recordings: Sequence[str]) -> ColumnElement[bool]:
    return Resource.recording_id.in_(recordings)


def _query() -> Select[*tuple[Any, ...]]:
    """Resources with the names of their teachers, of the schools where they were taught, of the regions."""
    master = aliased(Classroom)
    return (
        select(
            Resource,
            Lesson.form,
            Recording.state,
            Recording.started_at,
            Recording.duration_ms,
            User.name.label("teacher"),
            School.name.label("school"),
            Region.name.label("region"),
        )
        .join(Recording, Recording.id == Resource.recording_id)
        .join(Lesson, Lesson.id == Recording.lesson_id)
        .outerjoin(User, User.id == Lesson.teacher_id)
        .outerjoin(master, master.id == Lesson.master_classroom_id)
        .outerjoin(School, School.id == func.coalesce(master.school_id, User.school_id))
        .outerjoin(Region, Region.id == School.region_id)
    )


def _fields(row: Row[Any], person: Person, tags: dict[str, list[str]]) -> dict[str, Any]:
    resource: Resource = row.Resource
    return {
        **{name: getattr(resource, name) for name in _OWN},
        "recording": resource.recording_id,
        "tags": tags.get(resource.recording_id, []),
        "teacher": row.teacher or NO_TEACHER.name,
        "school": row.school or "",
        "region": row.region or "",
        "mine": person.user is not None and resource.owner_id == person.user.id,
        **{name: getattr(row, name) for name in ("form", "state", "started_at", "duration_ms")},
    }


_OWN = (
    *("title", "description", "subject", "grade", "language", "licence", "scope"),
    *("published_at", "trashed_at", "views", "score", "scores"),
)
