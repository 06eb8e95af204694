"""A database without rows, on SQLite."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.data.database import Database
from server.data.migration import migrate


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("blank") / "tongke.db"
    asyncio.run(_make(path))
    return path


@pytest.fixture
async def blank(blank_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copy(blank_file, tmp_path / "tongke.db")
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'tongke.db'}")
    yield database
    await database.close()


async def _make(path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{path}")
    await migrate(database)
    await database.close()
