"""The full text in SQLite: an FTS5 table without a copy of the text, fed with ready tokens."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from server.library.search.document import Document
from server.library.search.entries import Ids
from server.library.search.index import Within
from server.library.search.query import Query, Term

# The tokenizer `ascii` cuts at ASCII's spaces alone: tokens of every script stay as they come.
# A single character is the beginning of very many pairs: without lists of its own it takes ten times as long.
_TABLE = (
    "CREATE VIRTUAL TABLE search_fts"
    " USING fts5(title, about, inside, content='', columnsize=0, tokenize='ascii', prefix='1')"
)
_OLD = "DROP TABLE IF EXISTS search_fts"
#: SQLite keeps the words with which a table was made: one that was made with others is of an older version.
_MADE = text("SELECT count(*) FROM sqlite_master WHERE name = 'search_fts' AND sql = :words")
_ADD = text("INSERT INTO search_fts (rowid, title, about, inside) VALUES (:id, :title, :about, :inside)")
_DROP = text(
    "INSERT INTO search_fts (search_fts, rowid, title, about, inside)"
    " VALUES ('delete', :id, :title, :about, :inside)"
)
# As one text: a row for each of very many would cost more than finding it.
_FIND = text("SELECT group_concat(rowid) FROM search_fts WHERE search_fts MATCH :matching")
_COLUMNS: dict[Within, str] = {"title": "title : ", "told": "{title about} : ", "all": ""}
_CLEAR = text("INSERT INTO search_fts (search_fts) VALUES ('delete-all')")


class SqliteIndex:
    """`SearchIndex` by FTS5; forgetting takes the same words that were put, for the table keeps no copy."""

    async def is_made(self, connection: AsyncConnection) -> bool:
        return bool((await connection.execute(_MADE, {"words": _TABLE})).scalar())

    async def make(self, connection: AsyncConnection) -> None:
        for statement in (_OLD, _TABLE):
            await connection.exec_driver_sql(statement)

    async def put(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        await _each(session, _ADD, documents)

    async def drop(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        await _each(session, _DROP, documents)

    async def clear(self, session: AsyncSession) -> None:
        await session.execute(_CLEAR)

    async def find(self, session: AsyncSession, query: Query, within: Within) -> Ids:
        matching = f"{_COLUMNS[within]}({match(query)})"
        found = await session.scalar(_FIND, {"matching": matching})
        return np.fromstring(found or "", np.int64, sep=",")

    def among(self, column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
        values = func.json_each(json.dumps(sorted(ids))).table_valued("value")
        return column.in_(select(values.c.value))


def match(query: Query) -> str:
    """The query in FTS5's language: phrases joined by AND."""
    return " AND ".join(_phrase(term) for term in query.terms)


def _phrase(term: Term) -> str:
    # Tokens have letters, digits and signs alone: nothing in them means anything to FTS5.
    return f'"{" ".join(term.tokens)}"' + ("*" if term.prefix else "")


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
