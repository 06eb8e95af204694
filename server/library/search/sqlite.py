"""The full text in SQLite: an FTS5 table without a copy of the text, fed with ready tokens."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    bindparam,
    case,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from server.data.models import SearchEntry
from server.library.search.document import Document
from server.library.search.query import Query, Term

# The tokenizer `ascii` cuts at ASCII's spaces alone: tokens of every script stay as they come.
_TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS search_fts
USING fts5(title, about, inside, content='', columnsize=0, tokenize='ascii')
"""
_ADD = text("INSERT INTO search_fts (rowid, title, about, inside) VALUES (:id, :title, :about, :inside)")
_DROP = text(
    "INSERT INTO search_fts (search_fts, rowid, title, about, inside)"
    " VALUES ('delete', :id, :title, :about, :inside)"
)
_CLEAR = text("INSERT INTO search_fts (search_fts) VALUES ('delete-all')")


class SqliteIndex:
    """`SearchIndex` by FTS5; forgetting takes the same words that were put, for the table keeps no copy."""

    async def prepare(self, connection: AsyncConnection) -> None:
        await connection.exec_driver_sql(_TABLE)

    async def put(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        await _each(session, _ADD, documents)

    async def drop(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        await _each(session, _DROP, documents)

    async def clear(self, session: AsyncSession) -> None:
        await session.execute(_CLEAR)

    def matches(self, query: Query) -> ColumnElement[bool]:
        return SearchEntry.id.in_(_found(match(query)))

    def closeness(self, query: Query) -> ColumnElement[int]:
        return case(
            (SearchEntry.id.in_(_found(f"title : ({match(query)})")), 2),
            (SearchEntry.id.in_(_found(f"{{title about}} : ({match(query)})")), 1),
            else_=0,
        )

    def among(self, column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
        values = func.json_each(json.dumps(sorted(ids))).table_valued("value")
        return column.in_(select(values.c.value))


def match(query: Query) -> str:
    """The query in FTS5's language: phrases joined by AND."""
    return " AND ".join(_phrase(term) for term in query.terms)


def _phrase(term: Term) -> str:
    # Tokens have letters, digits and signs alone: nothing in them means anything to FTS5.
    return f'"{" ".join(term.tokens)}"' + ("*" if term.prefix else "")


def _found(matching: str) -> Any:
    words: BindParameter[str] = bindparam(None, matching)
    fts = table("search_fts", column("rowid", Integer))
    return select(fts.c.rowid).where(column("search_fts").op("MATCH")(words))


async def _each(session: AsyncSession, statement: Any, documents: Sequence[tuple[int, Document]]) -> None:
    rows = [
        {
            "id": id,
            "title": " ".join(document.title),
            "about": " ".join(document.about),
            "inside": " ".join(document.inside),
        }
        for id, document in documents
    ]
    if rows:
        await session.execute(statement, rows)
