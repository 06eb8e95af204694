"""Attachments in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Attachment


async def of_recording(session: AsyncSession, recording_id: str) -> Sequence[Attachment]:
    """Plans first, then by their time."""
    query = select(Attachment).where(Attachment.recording_id == recording_id)
    query = query.order_by(Attachment.kind.desc(), Attachment.created_at, Attachment.id)
    return (await session.scalars(query)).all()


async def by_id(session: AsyncSession, recording_id: str, attachment_id: str) -> Attachment | None:
    query = select(Attachment).where(Attachment.id == attachment_id, Attachment.recording_id == recording_id)
    return (await session.scalars(query)).one_or_none()
