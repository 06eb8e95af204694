"""An index with recordings in it, on SQLite and on PostgreSQL; made once for all tests that only read it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from server.data.database import Database
from server.data.migration import migrate
from server.data.models import Lesson, Recording, SearchEntry
from server.library.search.combinations import Kind, Place, kind_id, nodes_id, place_id
from server.library.search.document import Document, Piece
from server.library.search.index import SearchIndex
from server.library.search.indexes import index_for
from server.library.search.query import parse
from tests.support.postgres import postgres_url


@dataclass
class Shelf:
    """Recordings by names of their own."""

    database: Database
    index: SearchIndex
    documents: dict[str, tuple[int, Document]] = field(default_factory=dict)

    async def put(self, name: str, *pieces: Piece) -> None:
        """Index a recording with these words."""
        document = Document.of(pieces)
        async with self.database.session() as session:
            lesson = Lesson(id=name, title=name, subject="", starts_at=0, ends_at=0, created_at=0)
            session.add_all((lesson, Recording(id=name, lesson_id=name, state="ready", started_at=0)))
            await session.flush()
            entry = SearchEntry(recording_id=name, started_at=0, views=0, score=-1.0)
            entry.kind_id = await kind_id(session, Kind("", "", "", "", ""))
            entry.place_id = await place_id(session, Place("", ""))
            entry.schools_id = entry.audience_id = await nodes_id(session, frozenset())
            session.add(entry)
            await session.flush()
            await self.index.put(session, [(entry.id, document)])
        self.documents[name] = (entry.id, document)

    async def found(self, typed: str) -> list[str]:
        """What a query finds, the closest first."""
        query = parse(typed)
        names = {entry: name for name, (entry, _) in self.documents.items()}
        async with self.database.session() as session:
            everywhere, told, title = [
                {names[id] for id in (await self.index.find(session, query, within)).tolist()}
                for within in ("all", "told", "title")
            ]
        assert title <= told <= everywhere
        return [*sorted(title), *sorted(told - title), *sorted(everywhere - told)]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with postgres_url() as url:
        yield url


@pytest_asyncio.fixture(params=["sqlite", "postgresql"], scope="module", loop_scope="module")
async def shelf(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Shelf]:
    file: Path = tmp_path_factory.mktemp("search") / "tongke.db"
    is_sqlite = request.param == "sqlite"
    database = Database(f"sqlite+aiosqlite:///{file}" if is_sqlite else request.getfixturevalue("postgres"))
    await migrate(database)
    index = index_for(database)
    async with database.connection() as connection:
        await index.make(connection)
    yield Shelf(database, index)
    await database.close()
