"""
A copy of the narrow rows of all entries, on which everything but words is decided.

A filter, an order and all counts are a few operations on columns of a hundred thousand numbers,
some milliseconds together: a database takes twenty times as long for the counts alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import SearchChange, SearchEntry

#: Whether something is so, of each entry.
Mask = NDArray[np.bool_]
Ids = NDArray[np.int64]
#: How many there are of each combination, by its id.
Numbers = NDArray[np.int64]

#: Rows that are read at once; everybody else's requests wait no longer than for these.
_CHUNK = 2_000
#: What is sorted by first stands above the moment, whose 42 bits last until the year 2109.
_MOMENT_BITS = 42
_MOST_VIEWS = 2**20
#: Scores are told apart by a ten thousandth, up to this one.
_STEPS, _MOST_SCORE = 10_000, 200.0
_ROW = np.dtype(
    [
        ("there", np.bool_),
        *((name, np.int32) for name in ("kind", "place", "schools", "audience")),
        # Greater is earlier in the order of this name.
        *((name, np.int64) for name in ("newest", "watched", "scored")),
    ]
)
#: What is read of an entry: its id, and a row as above whose last three are moment, views and score.
_COLUMNS = select(
    SearchEntry.id,
    literal(True),
    SearchEntry.kind_id,
    SearchEntry.place_id,
    SearchEntry.schools_id,
    SearchEntry.audience_id,
    SearchEntry.started_at,
    SearchEntry.views,
    SearchEntry.score,
)
_CHANGES = select(func.coalesce(func.min(SearchChange.id), 0), func.coalesce(func.max(SearchChange.id), 0))


class Entries:
    """One for the process; `read` it before use."""

    def __init__(self) -> None:
        #: By the entries' ids; where there is no entry (any more) all is zero.
        self.rows: NDArray[np.void] = np.zeros(0, _ROW)
        #: The newest change that the copy has.
        self._seen: int | None = None
        self._reading = asyncio.Lock()

    async def read(self, session: AsyncSession) -> None:
        """Take what has changed since the last time; the first time takes all."""
        async with self._reading:
            oldest, newest = (await session.execute(_CHANGES)).one()
            if newest == self._seen:
                return
            if self._seen is None or not oldest - 1 <= self._seen <= newest:
                await self._read_all(session)
            else:
                await self._read_changed(session, self._seen)
            self._seen = newest

    def among(self, ids: Ids) -> Mask:
        """Which entries have these ids, some of which may be newer than the copy."""
        found = np.zeros(len(self.rows), np.bool_)
        found[ids[ids < len(found)]] = True
        return found

    def having(self, column: str, taken: Mask) -> Mask:
        """Which entries have a combination that is taken; of what is newer than the mask none is."""
        had = self.rows[column]
        newer = max(0, int(had.max(initial=0)) + 1 - len(taken))
        found: Mask = np.pad(taken, (0, newer))[had]
        return found

    def counts(self, column: str, fits: Mask) -> Numbers:
        """How many of the entries that fit have each of the combinations."""
        return np.bincount(self.rows[column][fits])

    def first(self, fits: Mask, rank: Ids, begin: int, end: int) -> list[int]:
        """Of the ids of all that fit, the greatest rank first and else the newest id, those of a range."""
        ids = np.flatnonzero(fits)
        if len(ids) > end:
            ranks = rank[ids]
            ids = ids[ranks >= np.partition(ranks, -end)[-end]]
        ordered = ids[np.lexsort((ids, rank[ids]))[::-1]]
        return [int(id) for id in ordered[begin:end]]

    async def _read_all(self, session: AsyncSession) -> None:
        """All is put in place at once: whoever asks meanwhile decides by what was known, never by half."""
        found, last = np.zeros(0, _ROW), 0
        query = _COLUMNS.order_by(SearchEntry.id).limit(_CHUNK)
        while rows := (await session.execute(query.where(SearchEntry.id > last))).all():
            last = rows[-1][0]
            found = _with(found, rows)
        self.rows = found

    async def _read_changed(self, session: AsyncSession, seen: int) -> None:
        query = select(SearchChange.entry_id).distinct().where(SearchChange.id > seen)
        changed = (await session.scalars(query)).all()
        for begin in range(0, len(changed), _CHUNK):
            some = changed[begin : begin + _CHUNK]
            rows = (await session.execute(_COLUMNS.where(SearchEntry.id.in_(some)))).all()
            gone = np.array(some)
            self.rows[gone[gone < len(self.rows)]] = 0
            self.rows = _with(self.rows, rows)


def _with(table: NDArray[np.void], rows: Sequence[Any]) -> NDArray[np.void]:
    """The table with these rows in their places; it grows if it must."""
    if not rows:
        return table
    ids = np.array([row[0] for row in rows])
    if ids.max() >= len(table):
        grown = np.zeros(max(int(ids.max()) + 1, len(table) * 5 // 4), _ROW)
        grown[: len(table)] = table
        table = grown
    table[ids] = np.array([_row(*row[1:]) for row in rows], _ROW)
    return table


def _row(there: bool, kind: int, place: int, schools: int, audience: int, *facts: Any) -> tuple[Any, ...]:
    moment, views, score = facts
    steps = int((min(score, _MOST_SCORE) + 1) * _STEPS)
    watched, scored = (each << _MOMENT_BITS | moment for each in (min(views, _MOST_VIEWS), steps))
    return there, kind, place, schools, audience, moment, watched, scored


async def ids_of(session: AsyncSession, condition: ColumnElement[bool]) -> Ids:
    """The ids of the entries that fulfil a condition, which an index should find."""
    return np.array((await session.scalars(select(SearchEntry.id).where(condition))).all(), np.int64)
