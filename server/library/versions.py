"""Keep what a resource is after every change of its words or of its publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Resource, ResourceTag, ResourceVersion

#: More changes than anybody looks through; all are kept.
MOST = 200
#: What a version keeps of a resource, beside its tags.
FIELDS = (
    "title",
    "description",
    "subject",
    "grade",
    "language",
    "curriculum",
    "licence",
    "cover_ms",
    "scope",
    "pupils_picture",
    "classroom_sound",
    "keep_until",
)


async def keep_first(session: AsyncSession, resource: Resource) -> None:
    """Keep what a resource was in the beginning, before its words are changed for the first time."""
    kept = select(ResourceVersion.id).where(ResourceVersion.recording_id == resource.recording_id)
    if (await session.scalars(kept.limit(1))).first() is None:
        await _keep(session, resource, at=resource.changed_at, by=resource.owner_id)


async def versions(session: AsyncSession, recording_id: str) -> Sequence[ResourceVersion]:
    """What a resource was, the newest first; the last `MOST` of them."""
    query = select(ResourceVersion).where(ResourceVersion.recording_id == recording_id)
    return (await session.scalars(query.order_by(ResourceVersion.n.desc()).limit(MOST))).all()


async def version(session: AsyncSession, recording_id: str, n: int) -> ResourceVersion | None:
    query = select(ResourceVersion).where(
        ResourceVersion.recording_id == recording_id, ResourceVersion.n == n
    )
    return (await session.scalars(query)).one_or_none()


async def set_tags(session: AsyncSession, recording_id: str, tags: Iterable[str]) -> None:
    """Let a resource have exactly these tags; blank ones and repetitions are left out."""
    wanted = {stripped for tag in tags if (stripped := tag.strip())}
    rows = await session.scalars(select(ResourceTag).where(ResourceTag.recording_id == recording_id))
    had = {row.tag: row for row in rows}
    for tag, row in had.items():
        if tag not in wanted:
            await session.delete(row)
    session.add_all(ResourceTag(recording_id=recording_id, tag=tag) for tag in sorted(wanted - set(had)))
    await session.flush()


async def keep_version(session: AsyncSession, resource: Resource, *, at: int, by: str) -> None:
    """Number the change that has just been made to `resource` by the actor `by`, and keep what it is now."""
    resource.version += 1
    resource.changed_at = at
    await _keep(session, resource, at=at, by=by)


async def _keep(session: AsyncSession, resource: Resource, *, at: int, by: str | None) -> None:
    await session.flush()
    tags = select(ResourceTag.tag).where(ResourceTag.recording_id == resource.recording_id)
    data: dict[str, Any] = {field: getattr(resource, field) for field in FIELDS}
    data["tags"] = sorted(await session.scalars(tags))
    session.add(
        ResourceVersion(recording_id=resource.recording_id, n=resource.version, at=at, by=by, data=data)
    )
    await session.flush()
