"""The migrations lead to exactly the tables that the program uses, on both databases."""

from __future__ import annotations

import asyncio

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.engine import Connection

from server.data.database import Database
from server.data.migration import alembic_config, migrate, newest
from server.data.models import Base


async def test_migrated_tables_are_those_of_the_models(empty: Database) -> None:
    assert await migrate(empty) == newest()
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_again_changes_nothing(empty: Database) -> None:
    assert await migrate(empty) == await migrate(empty)


async def test_two_servers_that_start_together_migrate_once(empty: Database) -> None:
    assert await asyncio.gather(migrate(empty), migrate(empty)) == [newest(), newest()]


async def test_migrations_can_be_taken_back_to_nothing(empty: Database) -> None:
    await migrate(empty)
    async with empty.engine.begin() as connection:
        await connection.run_sync(downgrade)
        assert await connection.run_sync(tables) == {"alembic_version"}


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, Base.metadata))


def downgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, "base")


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())
