"""Bring a database to the newest tables, at start-up and by `tongke migrate`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from server.data.database import Database

# Any constant will do: it is the name of the lock that keeps two servers from migrating at once.
_LOCK = 0x746F6E676B65


def alembic_config() -> Config:
    """Alembic's configuration without a file; the connection comes in its `attributes`."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def newest() -> str:
    """The revision that this program's tables have."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert head is not None, "the package ships at least one migration"
    return head


async def migrate(database: Database) -> str:
    """
    Apply every missing migration, from wherever the database stands; returns the revision.

    Raises `DatabaseGone`.
    """
    async with database.connection() as connection:
        # Either way one server migrates at a time, and a crash in the middle leaves nothing half done.
        lock = "BEGIN IMMEDIATE" if database.is_sqlite else f"SELECT pg_advisory_xact_lock({_LOCK})"
        await connection.exec_driver_sql(lock)
        await connection.run_sync(_upgrade)
    return newest()


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
