"""Choose the index that a database has."""

from __future__ import annotations

from server.data.database import Database
from server.library.search.index import SearchIndex
from server.library.search.postgres import PostgresIndex
from server.library.search.sqlite import SqliteIndex


def index_for(database: Database) -> SearchIndex:
    return SqliteIndex() if database.is_sqlite else PostgresIndex()
