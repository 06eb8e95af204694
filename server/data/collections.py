"""Collections and courses in the database."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.auth.person import Person
from server.data.models import (
    Collection,
    CollectionAudience,
    CollectionItem,
    Course,
    Lesson,
    Recording,
    SearchEntry,
    User,
)

#: How many recordings somebody may see, and the first of them.
Counted = tuple[int, str | None]
#: A course, its teacher, how many recordings of it somebody may see, and when the last of them began.
Series = tuple[Course, User | None, int, int]


def shared_with(person: Person, nodes: Some[str]) -> ColumnElement[bool]:
    """A condition over `Collection`: one's own, and those that are for people of these nodes."""
    if person.user is None:
        return true()
    reached = select(CollectionAudience.collection_id).where(CollectionAudience.node.in_(nodes))
    shared = Collection.scope.is_not(None) & Collection.id.in_(reached)
    return or_(Collection.owner_id == person.user.id, Collection.scope == "public", shared)


def owned_by(person: Person) -> ColumnElement[bool]:
    """A condition over `Collection`: one's own; those without an owner are the operators'."""
    return Collection.owner_id == person.user.id if person.user else Collection.owner_id.is_(None)


def with_recording(recording_id: str) -> ColumnElement[bool]:
    """A condition over `Collection`: those that have the recording."""
    items = select(CollectionItem.collection_id).where(CollectionItem.recording_id == recording_id)
    return Collection.id.in_(items)


async def page(
    session: AsyncSession, condition: ColumnElement[bool], first: int, most: int
) -> tuple[int, Sequence[Collection]]:
    """How many fulfil a condition, and some of them with their owners, the last changed first."""
    total = await session.scalar(select(func.count()).select_from(Collection).where(condition))
    query = select(Collection).where(condition).options(selectinload(Collection.owner))
    query = query.order_by(Collection.changed_at.desc(), Collection.id).offset(first).limit(most)
    return total or 0, (await session.scalars(query)).all()


async def by_id(
    session: AsyncSession, collection_id: str, condition: ColumnElement[bool]
) -> Collection | None:
    """The collection with its owner, if it fulfils the condition."""
    query = select(Collection).where(Collection.id == collection_id, condition)
    query = query.options(selectinload(Collection.owner)).execution_options(populate_existing=True)
    return (await session.scalars(query)).one_or_none()


async def items(session: AsyncSession, collection_id: str) -> list[str]:
    """Ids of its recordings in their order."""
    query = select(CollectionItem.recording_id).where(CollectionItem.collection_id == collection_id)
    return list(await session.scalars(query.order_by(CollectionItem.position, CollectionItem.recording_id)))


async def set_items(session: AsyncSession, collection_id: str, recordings: Iterable[str]) -> None:
    """Let it have exactly these recordings in this order."""
    await session.execute(delete(CollectionItem).where(CollectionItem.collection_id == collection_id))
    session.add_all(
        CollectionItem(collection_id=collection_id, recording_id=recording, position=position)
        for position, recording in enumerate(dict.fromkeys(recordings))
    )
    await session.flush()


async def share(
    session: AsyncSession, collection: Collection, scope: str | None, nodes: Iterable[str]
) -> None:
    """Let the people of these nodes see it, and nobody else but its owner."""
    collection.scope = scope
    await session.flush()
    await session.execute(delete(CollectionAudience).where(CollectionAudience.collection_id == collection.id))
    session.add_all(CollectionAudience(collection_id=collection.id, node=node) for node in sorted(nodes))
    await session.flush()


async def remove(session: AsyncSession, collection: Collection) -> None:
    """Its recordings stay in the library."""
    for model in (CollectionItem, CollectionAudience):
        await session.execute(delete(model).where(model.collection_id == collection.id))
    await session.delete(collection)


async def counted(
    session: AsyncSession, collections: Some[str], seen: ColumnElement[bool]
) -> dict[str, Counted]:
    """For each collection how many of its recordings fulfil `seen`, a condition over `SearchEntry`."""
    query = select(CollectionItem.collection_id, CollectionItem.recording_id)
    query = query.join(SearchEntry, SearchEntry.recording_id == CollectionItem.recording_id)
    query = query.where(CollectionItem.collection_id.in_(collections), seen)
    rows = (await session.execute(query.order_by(CollectionItem.position))).all()
    found: dict[str, Counted] = {}
    for collection, recording in rows:
        count, first = found.get(collection, (0, recording))
        found[collection] = count + 1, first
    return found


async def courses(
    session: AsyncSession, seen: ColumnElement[bool], first: int, most: int
) -> tuple[int, Sequence[Series]]:
    """How many series have recordings that fulfil `seen`, and some of them, the one with the newest first."""
    ids = select(Lesson.course_id).join(Recording, Recording.lesson_id == Lesson.id)
    ids = ids.join(SearchEntry, SearchEntry.recording_id == Recording.id).where(seen)
    total = await session.scalar(select(func.count(ids.subquery().c.course_id.distinct())))
    return total or 0, await _series(session, _with_recordings(seen).offset(first).limit(most))


async def course(session: AsyncSession, seen: ColumnElement[bool], course_id: str) -> Series | None:
    """The series, if it has a recording that fulfils `seen`."""
    found = await _series(session, _with_recordings(seen).where(Course.id == course_id))
    return found[0] if found else None


def _with_recordings(seen: ColumnElement[bool]) -> Select[Course, User, int, int]:
    last = func.max(SearchEntry.started_at)
    query = select(Course, User, func.count(), last).outerjoin(User, User.id == Course.teacher_id)
    query = query.join(Lesson, Lesson.course_id == Course.id)
    query = query.join(Recording, Recording.lesson_id == Lesson.id)
    query = query.join(SearchEntry, SearchEntry.recording_id == Recording.id).where(seen)
    return query.group_by(Course.id, User.id).order_by(last.desc(), Course.id)


async def _series(session: AsyncSession, query: Select[Course, User, int, int]) -> Sequence[Series]:
    return [(course, user, count, at) for course, user, count, at in await session.execute(query)]


async def recordings_of(
    session: AsyncSession, courses: Some[str], seen: ColumnElement[bool]
) -> dict[str, list[str]]:
    """For each course the recordings that fulfil `seen`, the first lesson first."""
    query = select(Lesson.course_id, SearchEntry.recording_id)
    query = query.join(Recording, Recording.lesson_id == Lesson.id)
    query = query.join(SearchEntry, SearchEntry.recording_id == Recording.id)
    query = query.where(Lesson.course_id.in_(courses), seen).order_by(SearchEntry.started_at, SearchEntry.id)
    found: dict[str, list[str]] = {}
    for course, recording in await session.execute(query):
        found.setdefault(course or "", []).append(recording)
    return found
