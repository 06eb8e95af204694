"""Users, their grants and sign-ins in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Duty, Grant, SignIn, User


async def by_login(session: AsyncSession, login: str) -> User | None:
    return (await session.scalars(select(User).where(User.login == login))).one_or_none()


async def names(session: AsyncSession, ids: Iterable[str]) -> dict[str, str]:
    """The names of users by id."""
    rows = await session.execute(select(User.id, User.name).where(User.id.in_(set(ids))))
    return dict(rows.all())


async def grants_of(session: AsyncSession, user_id: str) -> Sequence[Grant]:
    return (await session.scalars(select(Grant).where(Grant.user_id == user_id).order_by(Grant.id))).all()


async def first_teacher(session: AsyncSession) -> User | None:
    """The teacher to whom a lesson falls that names none."""
    query = select(User).join(Grant, Grant.user_id == User.id).where(Grant.role == Duty.TEACHER, User.active)
    return (await session.scalars(query.order_by(User.created_at, User.login).limit(1))).first()


async def signed_in(session: AsyncSession, token_hash: str, now: int) -> tuple[SignIn, User] | None:
    """The sign-in with this token and its user, unless it has expired or the user is locked."""
    query = select(SignIn, User).join(User, User.id == SignIn.user_id)
    query = query.where(SignIn.token_hash == token_hash, SignIn.expires_at > now, User.active)
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row else None


async def forget_sign_in(session: AsyncSession, token_hash: str) -> None:
    await session.execute(delete(SignIn).where(SignIn.token_hash == token_hash))


async def forget_expired(session: AsyncSession, now: int) -> None:
    await session.execute(delete(SignIn).where(SignIn.expires_at <= now))


async def forget_all_sign_ins(session: AsyncSession, user_id: str) -> None:
    await session.execute(delete(SignIn).where(SignIn.user_id == user_id))
