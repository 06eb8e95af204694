"""Insert what may be there already, which each database says in words of its own."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models.base import Base

Insert: TypeAlias = postgresql.Insert | sqlite.Insert


def insert(session: AsyncSession, table: type[Base]) -> Insert:
    """An INSERT that has `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
