"""The audit: who signed in, was refused, or looked at what."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import AuditEntry


def write(session: AsyncSession, entry: AuditEntry) -> None:
    """Add one entry; it can't be changed afterwards."""
    session.add(entry)


async def has_viewed(session: AsyncSession, sign_in_id: str, action: str, subject: str) -> bool:
    """Whether this sign-in has an entry of that action on that subject already."""
    query = select(AuditEntry.id).where(
        AuditEntry.sign_in_id == sign_in_id, AuditEntry.action == action, AuditEntry.subject == subject
    )
    return (await session.scalars(query.limit(1))).first() is not None


async def has_come_by(session: AsyncSession, address: str, action: str, subject: str, *, since: int) -> bool:
    """Whether somebody without an account has such an entry from this address since then (Unix ms)."""
    query = select(AuditEntry.id).where(
        AuditEntry.sign_in_id.is_(None),
        AuditEntry.action == action,
        AuditEntry.subject == subject,
        AuditEntry.address == address,
        AuditEntry.at >= since,
    )
    return (await session.scalars(query.limit(1))).first() is not None


async def about(
    session: AsyncSession, subject: str, first: int, most: int
) -> tuple[int, Sequence[AuditEntry]]:
    """How many entries a thing has, and some of them, the newest first."""
    mine = AuditEntry.subject == subject
    total = await session.scalar(select(func.count()).select_from(AuditEntry).where(mine))
    query = select(AuditEntry).where(mine).order_by(AuditEntry.id.desc()).offset(first).limit(most)
    return total or 0, (await session.scalars(query)).all()


async def entries(session: AsyncSession) -> Sequence[AuditEntry]:
    return (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
