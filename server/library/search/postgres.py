"""The full text in PostgreSQL: for each entry the set of its grams, found by GIN."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from sqlalchemy import ARRAY, BindParameter, ColumnElement, Integer, bindparam, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from server.library.search.document import Document, Piece
from server.library.search.entries import Ids
from server.library.search.grams import grams, wanted
from server.library.search.index import Within
from server.library.search.query import Query

# Sets are kept out of the table's own pages: it has a hundred entries a page then, and whoever looks
# matches of the index up reads few. They are read by nobody, and numbers by chance can't be compressed.
# Nothing waits outside of the index in a list that every search would have to read.
_TABLES = (
    "DROP TABLE IF EXISTS search_vector",
    "CREATE TABLE search_grams (entry_id integer PRIMARY KEY, grams integer[] NOT NULL)"
    " WITH (toast_tuple_target = 128)",
    "ALTER TABLE search_grams ALTER COLUMN grams SET STORAGE EXTERNAL",
    "CREATE INDEX ix_search_grams_grams ON search_grams USING gin (grams) WITH (fastupdate = off)",
    # The planner takes reading the narrow table for cheap, and does not know of the sets beside it.
    "CREATE FUNCTION search_grams_with(integer[]) RETURNS bytea LANGUAGE sql STABLE"
    " SET enable_seqscan = off SET jit = off SET max_parallel_workers_per_gather = 0 AS"
    " 'SELECT string_agg(int4send(entry_id), ''''::bytea) FROM search_grams WHERE grams @> $1'",
)
#: Two servers that start together make the tables once.
_LOCK = "SELECT pg_advisory_xact_lock(7598820)"
_MADE = text("SELECT to_regclass('search_grams') IS NOT NULL")
_ADD = text("INSERT INTO search_grams (entry_id, grams) VALUES (:id, CAST(:grams AS integer[]))")
_DROP = text("DELETE FROM search_grams WHERE entry_id = :id")
_FIND = text("SELECT search_grams_with(CAST(:grams AS integer[]))")
#: What a gram begins with that was met there; nothing where it may have been met anywhere.
_MARKS: dict[Within, str] = {"title": "\1", "told": "\2", "all": ""}


class PostgresIndex:
    """
    `SearchIndex` by sets of numbers that grams are made to.

    One gram in some thousand has its number in common with another that some recording has.
    """

    async def is_made(self, connection: AsyncConnection) -> bool:
        await connection.exec_driver_sql(_LOCK)
        return bool((await connection.execute(_MADE)).scalar())

    async def make(self, connection: AsyncConnection) -> None:
        for statement in _TABLES:
            await connection.exec_driver_sql(statement)

    async def put(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        if documents:
            rows = [{"id": id, "grams": sorted(_numbers(document))} for id, document in documents]
            await session.execute(_ADD, rows)

    async def drop(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        if documents:
            await session.execute(_DROP, [{"id": id} for id, _ in documents])

    async def clear(self, session: AsyncSession) -> None:
        await session.execute(text("TRUNCATE search_grams"))

    async def find(self, session: AsyncSession, query: Query, within: Within) -> Ids:
        asked = {_number(_MARKS[within] + gram) for term in query.terms for gram in wanted(term)}
        found = await session.scalar(_FIND, {"grams": sorted(asked)})
        return np.frombuffer(found or b"", ">i4").astype(np.int64)

    def among(self, column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
        # An array's elements are compared one by one, the rows of a query by their hashes.
        values: BindParameter[list[int]] = bindparam(None, sorted(ids))
        return column.in_(select(func.unnest(cast(values, ARRAY(Integer)))))


def _numbers(document: Document) -> set[int]:
    found: set[int] = set()
    for piece in document.pieces:
        marks = [_MARKS[within] for within in _met(piece)]
        found.update(_number(mark + gram) for gram in set(grams(piece.text)) for mark in marks)
    return found


def _met(piece: Piece) -> Iterable[Within]:
    if piece.kind == "title":
        return "title", "told", "all"
    return ("told", "all") if piece.kind == "about" else ("all",)


def _number(gram: str) -> int:
    """As PostgreSQL's integers are: half of them below zero."""
    number = crc32(gram.encode())
    return number - 2**32 if number >= 2**31 else number
