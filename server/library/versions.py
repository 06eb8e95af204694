"""Keep what a resource is after every change of its words or of its publication."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Resource, ResourceTag, ResourceVersion

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


async def keep_version(session: AsyncSession, resource: Resource, *, at: int, by: str) -> None:
    """Number the change that has just been made to `resource` by the actor `by`, and keep what it is now."""
    await session.flush()
    tags = select(ResourceTag.tag).where(ResourceTag.recording_id == resource.recording_id)
    data: dict[str, Any] = {field: getattr(resource, field) for field in FIELDS}
    data["tags"] = sorted(await session.scalars(tags))
    resource.version += 1
    resource.changed_at = at
    session.add(
        ResourceVersion(recording_id=resource.recording_id, n=resource.version, at=at, by=by, data=data)
    )
    await session.flush()
