"""The full text in PostgreSQL: vectors of ready tokens with their positions, found by GIN."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Integer,
    bindparam,
    case,
    cast,
    column,
    func,
    literal,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from server.data.models import SearchEntry
from server.library.search.document import Document
from server.library.search.query import Query, Term

_TABLES = (
    "CREATE TABLE IF NOT EXISTS search_vector (entry_id integer PRIMARY KEY,"
    " title tsvector NOT NULL, about tsvector NOT NULL, whole tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS ix_search_vector_whole ON search_vector USING gin (whole)",
)
#: Two servers that start together make the tables once.
_LOCK = "SELECT pg_advisory_xact_lock(7598820)"
_ADD = text(
    "INSERT INTO search_vector (entry_id, title, about, whole) VALUES (:id, CAST(:title AS tsvector),"
    " CAST(:about AS tsvector), CAST(:whole AS tsvector))"
)
_DROP = text("DELETE FROM search_vector WHERE entry_id = :id")
_VECTOR = table(
    "search_vector",
    column("entry_id", Integer),
    column("title", TSVECTOR),
    column("about", TSVECTOR),
    column("whole", TSVECTOR),
)
#: Between two fields, so that no phrase reaches from one into the other.
_GAP = 2


class PostgresIndex:
    """`SearchIndex` by tsvector."""

    async def prepare(self, connection: AsyncConnection) -> None:
        await connection.exec_driver_sql(_LOCK)
        for statement in _TABLES:
            await connection.exec_driver_sql(statement)

    async def put(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        if documents:
            await session.execute(_ADD, [_row(id, document) for id, document in documents])

    async def drop(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        if documents:
            await session.execute(_DROP, [{"id": id} for id, _ in documents])

    async def clear(self, session: AsyncSession) -> None:
        await session.execute(text("TRUNCATE search_vector"))

    def matches(self, query: Query) -> ColumnElement[bool]:
        return SearchEntry.id.in_(_found(_VECTOR.c.whole, query))

    def closeness(self, query: Query) -> ColumnElement[int]:
        asked = _query(query)
        tier = case(
            (_VECTOR.c.title.op("@@")(asked), 2),
            (func.tsvector_concat(_VECTOR.c.title, _VECTOR.c.about).op("@@")(asked), 1),
            else_=0,
        )
        return select(tier).where(_VECTOR.c.entry_id == SearchEntry.id).scalar_subquery()

    def among(self, column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
        # An array's elements are compared one by one, the rows of a query by their hashes.
        values: BindParameter[list[int]] = bindparam(None, sorted(ids))
        return column.in_(select(func.unnest(cast(values, ARRAY(Integer)))))


def match(query: Query) -> str:
    """The query in the language of tsquery: phrases joined by `&`."""
    return " & ".join(_phrase(term) for term in query.terms)


def _phrase(term: Term) -> str:
    # Tokens have letters, digits and signs alone: nothing in them means anything to PostgreSQL.
    last = ":*" if term.prefix else ""
    return "(" + " <-> ".join(f"'{token}'" for token in term.tokens) + last + ")"


def _query(query: Query) -> ColumnElement[Any]:
    return cast(literal(match(query)), TSQUERY)


def _found(vector: ColumnElement[Any], query: Query) -> Any:
    return select(_VECTOR.c.entry_id).where(vector.op("@@")(_query(query)))


def _row(id: int, document: Document) -> dict[str, Any]:
    title, about, inside = document.title, document.about, document.inside
    about_from = len(title) + _GAP
    return {
        "id": id,
        "title": _vector(title, 1),
        "about": _vector(about, 1),
        "whole": " ".join(
            (_vector(title, 1), _vector(about, about_from), _vector(inside, about_from + len(about) + _GAP))
        ),
    }


def _vector(tokens: Iterable[str], begin: int) -> str:
    return " ".join(f"'{token}':{at}" for at, token in enumerate(tokens, begin))
