"""The one door to the database: an engine, sessions that commit or roll back, and a health check."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session

from server.data.gone import DatabaseGone
from server.data.stale import mark_changed

__all__ = ["Database", "DatabaseGone"]


class _MarkingSession(Session):
    """Marks what must be indexed anew."""


event.listen(_MarkingSession, "before_flush", mark_changed)


class Database:
    """SQLite in a file, or PostgreSQL, by its SQLAlchemy URL. `close()` it before the loop ends."""

    def __init__(self, url: str) -> None:
        location = make_url(url)
        self.is_sqlite = location.get_backend_name() == "sqlite"
        if self.is_sqlite and location.database:
            Path(location.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = create_async_engine(url, pool_pre_ping=not self.is_sqlite)
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
        self._sessions = async_sessionmaker(
            self.engine, sync_session_class=_MarkingSession, expire_on_commit=False
        )

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """
        One transaction: committed when the block ends, rolled back when it raises.

        Raises `DatabaseGone` before the block when there is no connection. One that breaks
        inside raises SQLAlchemy's `OperationalError` or `InterfaceError`.
        """
        async with self._sessions() as session, session.begin():
            await _reached(session.connection())
            yield session

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """The same for a bare connection."""
        connection = self.engine.connect()
        await _reached(connection.start())
        try:
            async with connection.begin():
                yield connection
        finally:
            await connection.close()

    async def check(self) -> None:
        """Raise SQLAlchemy's or the driver's error when the database doesn't answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        await self.engine.dispose()


async def _reached(connecting: Awaitable[object]) -> None:
    try:
        await connecting
    except Exception as failure:
        # Each driver and its sockets raise errors of their own when they can't connect.
        raise DatabaseGone(type(failure).__name__) from failure


def _prepare_sqlite(connection: Any, record: Any) -> None:
    cursor = connection.cursor()
    # Readers go on while one writes; NORMAL loses nothing when only the process dies.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
