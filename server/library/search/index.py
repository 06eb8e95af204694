"""
The full text of recordings, as the rest of the library sees it: one interface over two databases.

An index holds tokens by the ids of `SearchEntry` and answers with conditions on them. It is derived
from `SearchText`: what it has lost is made anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from server.library.search.document import Document
from server.library.search.query import Query


class SearchIndex(Protocol):
    """All of it within the caller's transaction."""

    async def prepare(self, connection: AsyncConnection) -> None:
        """Make the index's own tables where they are missing."""

    async def put(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        """Add the words of entries that it does not have."""

    async def drop(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        """Forget entries, whose words are those that they were put with."""

    async def clear(self, session: AsyncSession) -> None:
        """Forget everything."""

    def matches(self, query: Query) -> ColumnElement[bool]:
        """Whether an entry has all terms of the query, which has at least one."""

    def closeness(self, query: Query) -> ColumnElement[int]:
        """2 where the title alone has all terms, 1 where what is told about the whole has them, else 0."""

    def among(self, column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
        """Whether a column's value is one of these, of which there may be very many."""
