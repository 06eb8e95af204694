"""What the demonstration's teacher has said of the recordings that were made so far."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Collection, CollectionItem, Lesson, Recording, Resource, ResourceTag
from server.demo import world
from server.demo.world import demo_id


async def describe_recordings(session: AsyncSession, now: int) -> None:
    """Give each recording that nobody has described its words, and gather all in a collection."""
    query = select(Resource, Lesson.title).join(Recording, Recording.id == Resource.recording_id)
    query = query.join(Lesson, Lesson.id == Recording.lesson_id).where(Lesson.course_id == demo_id("course"))
    found = (await session.execute(query.order_by(Recording.started_at))).all()
    for resource, title in found:
        if resource.version == 1 and not resource.grade:
            resource.grade, resource.licence = world.GRADE, "teaching"
            resource.curriculum = world.CURRICULUM
            tags = world.TAGS.get(title, world.OTHER_TAGS)
            session.add_all(ResourceTag(recording_id=resource.recording_id, tag=tag) for tag in tags)
    await session.flush()
    await _gather(session, [resource.recording_id for resource, _ in found], now)


async def _gather(session: AsyncSession, recordings: list[str], now: int) -> None:
    collection = demo_id("collection")
    if not recordings:
        return
    if await session.get(Collection, collection) is None:
        owner = demo_id(f"user {world.TEACHER}")
        session.add(Collection(id=collection, owner_id=owner, title=world.COLLECTION, changed_at=now))
        await session.flush()
    for position, recording in enumerate(recordings):
        if await session.get(CollectionItem, (collection, recording)) is None:
            session.add(CollectionItem(collection_id=collection, recording_id=recording, position=position))
    await session.flush()
