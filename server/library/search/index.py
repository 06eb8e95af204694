"""
The full text of recordings, as the rest of the library sees it: one interface over two databases.

An index holds what is cut of texts by the ids of `SearchEntry`, and answers with such ids. It is
derived from `SearchText`: what it has lost is made anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal, Protocol

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from server.library.search.document import Document
from server.library.search.entries import Ids
from server.library.search.query import Query

#: Where words are looked for: `told` is the title and what is told about the whole.
Within = Literal["title", "told", "all"]


class SearchIndex(Protocol):
    """All of it within the caller's transaction."""

    async def is_made(self, connection: AsyncConnection) -> bool:
        """Whether its own tables are there; no other server makes them until the transaction ends."""

    async def make(self, connection: AsyncConnection) -> None:
        """Make its own tables, which are not there; those of older versions go."""

    async def put(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        """Add the words of entries that it does not have."""

    async def drop(self, session: AsyncSession, documents: Sequence[tuple[int, Document]]) -> None:
        """Forget entries, whose words are those that they were put with."""

    async def clear(self, session: AsyncSession) -> None:
        """Forget everything."""

    async def find(self, session: AsyncSession, query: Query, within: Within) -> Ids:
        """The entries that have all terms of the query, which has at least one, in these parts."""

    def among(self, column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
        """Whether a column's value is one of these, of which there may be very many."""
