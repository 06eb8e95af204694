"""Terminals in the database: known by their keys, and paired with a classroom by a code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import Classroom, Terminal, TerminalCode

_WITH_PLACE = selectinload(Terminal.classroom).selectinload(Classroom.school)


async def by_key(session: AsyncSession, key_hash: str) -> Terminal | None:
    """The terminal with its classroom and school, also a revoked one."""
    query = select(Terminal).where(Terminal.key_hash == key_hash).options(_WITH_PLACE)
    return (await session.scalars(query)).one_or_none()


async def by_id(session: AsyncSession, terminal_id: str) -> Terminal | None:
    """A terminal that is not revoked, with its classroom and school."""
    query = select(Terminal).where(Terminal.id == terminal_id, Terminal.revoked_at.is_(None))
    query = query.options(_WITH_PLACE).execution_options(populate_existing=True)
    return (await session.scalars(query)).one_or_none()


async def every(session: AsyncSession) -> Sequence[Terminal]:
    """All that are not revoked, with their places, by name."""
    query = select(Terminal).where(Terminal.revoked_at.is_(None)).options(_WITH_PLACE)
    return (await session.scalars(query.order_by(Terminal.name, Terminal.id))).all()


async def revoked_since(session: AsyncSession, since: int) -> Iterable[tuple[str, str, int]]:
    """Id, classroom's id and time of those that were revoked after `since` (Unix milliseconds)."""
    query = select(Terminal.id, Terminal.classroom_id, Terminal.revoked_at)
    rows = (await session.execute(query.where(Terminal.revoked_at > since))).all()
    return [(id_, classroom, at) for id_, classroom, at in rows if at is not None]


async def rural_classrooms(session: AsyncSession) -> Sequence[Classroom]:
    """The classrooms that a terminal can be paired with, with their schools, by name."""
    query = select(Classroom).where(Classroom.kind == "rural").options(selectinload(Classroom.school))
    return (await session.scalars(query.order_by(Classroom.name, Classroom.id))).all()


async def open_codes(session: AsyncSession, now: int) -> int:
    """Forget the codes that have expired, and count the others."""
    await session.execute(delete(TerminalCode).where(TerminalCode.expires_at <= now))
    return await session.scalar(select(func.count()).select_from(TerminalCode)) or 0


async def code_of(session: AsyncSession, secret_hash: str, now: int) -> TerminalCode | None:
    """The code that was given with this secret, while it is good."""
    query = select(TerminalCode).where(TerminalCode.secret_hash == secret_hash, TerminalCode.expires_at > now)
    return (await session.scalars(query)).one_or_none()


async def take_code(session: AsyncSession, code: str, now: int) -> str | None:
    """Use a code up: the hash of its secret, or `None` when it is unknown, used or has expired."""
    query = delete(TerminalCode).where(TerminalCode.code == code, TerminalCode.expires_at > now)
    return (await session.scalars(query.returning(TerminalCode.secret_hash))).one_or_none()
