"""The door to the database: what is said when it is away; readers don't wait for writers."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from server.data.database import Database, DatabaseGone
from server.data.models import Region


@pytest.mark.parametrize(
    "url", ["postgresql+asyncpg://x@127.0.0.1:9/x", "postgresql+asyncpg://x@/x?host=/nowhere"]
)
async def test_a_database_that_is_away_is_said_by_one_error(url: str) -> None:
    database = Database(url)
    with pytest.raises(DatabaseGone):
        async with database.session():
            pytest.fail("nothing can be read here")
    await database.close()


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.session() as writer:
        writer.add(Region(kind="city", name="清河市"))
        await writer.flush()
        async with database.session() as reader:
            assert not (await reader.scalars(select(Region))).all()
    async with database.session() as reader:
        assert (await reader.scalars(select(Region.name))).all() == ["清河市"]


async def test_the_folder_of_an_sqlite_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'a' / 'b.db'}")
    await database.check()
    await database.close()
    assert (tmp_path / "a" / "b.db").is_file()
