"""
Keep the search's entries as the facts are: whatever is marked (`server.data.stale`) is indexed anew.

The marks lie in the database, so that a crash loses none. Everything that is indexed is derived:
`start_anew` throws it away and marks all recordings.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from server.courseware.storage import Storage
from server.data import searching, stale
from server.data.database import Database
from server.data.models import SearchEntry, SearchText
from server.data.stale import mark as changed
from server.library.gathering import Gathered, gather
from server.library.search.combinations import kind_id, nodes_id, place_id
from server.library.search.document import Document
from server.library.search.index import SearchIndex
from server.library.search.tokens import VERSION
from server.tasks import sleep_unless

__all__ = ["Indexing", "changed"]

log = logging.getLogger(__name__)

#: What somebody has changed is found as soon as that; asking the database costs a third of a millisecond.
POLL_S = 1.0
#: Marks that are read at once; each recording is a transaction of its own.
_MARKS = 200


class Indexing:
    """One for the process; `run` it."""

    #: Recordings that could not be indexed since the process began.
    failed: ClassVar[int] = 0
    #: Marks that were there when some were read last.
    waiting: ClassVar[int] = 0

    def __init__(self, database: Database, index: SearchIndex, storage: Storage) -> None:
        self.index = index
        self._database = database
        self._storage = storage

    async def run(self, stopping: asyncio.Event) -> None:
        """Until `stopping` is set; what the database refuses is tried again."""
        is_prepared = False
        while not stopping.is_set():
            try:
                if not is_prepared:
                    await self.prepare()
                    is_prepared = True
                await self.catch_up(stopping.is_set)
            except Exception as failure:
                log.error("the search can't be kept up yet: %s", type(failure).__name__)
            await sleep_unless(stopping, POLL_S)

    async def prepare(self) -> None:
        """Make the index where there is none, and anew where another version has made it."""
        async with self._database.session() as session:
            connection = await session.connection()
            is_made = await self.index.is_made(connection)
            if is_made and await searching.is_of(session, VERSION):
                return
            # Before all else, so that whatever is cut off here begins again.
            count = await searching.forget_words(session)
            await (self.index.clear(session) if is_made else self.index.make(connection))
        if count:
            log.warning("the search's index is made anew: %d recordings wait for it", count)

    async def start_anew(self) -> int:
        """Forget everything and mark all recordings; returns how many there are."""
        async with self._database.session() as session:
            await self.index.clear(session)
            return await searching.forget_words(session)

    async def mark_all(self) -> int:
        """Have all recordings indexed again, in their time; returns how many there are."""
        async with self._database.session() as session:
            return await searching.mark_all(session)

    async def catch_up(self, is_stopped: Callable[[], bool] = lambda: False) -> int:
        """Index all that is marked now; returns how many recordings that were."""
        done = 0
        while not is_stopped() and (recordings := await self._marked()):
            for recording in recordings:
                await self._renew(recording)
                done += 1
        return done

    async def _marked(self) -> list[str]:
        """Recordings that wait, each once; those whose counts alone have changed are done at once."""
        async with self._database.session() as session:
            Indexing.waiting = await stale.count(session)
            marks = await stale.waiting(session, _MARKS)
            whole = {each.recording_id for each in marks if not each.counts_only}
            counts = [each for each in marks if each.recording_id not in whole]
            entries = await searching.take_counts(session, {each.recording_id for each in counts})
            await stale.unmark(session, counts)
            await searching.tell(session, entries)
        return list(dict.fromkeys(each.recording_id for each in marks if each.recording_id in whole))

    async def _renew(self, recording_id: str) -> None:
        try:
            async with self._database.session() as session:
                # First the marks, then the facts: what changes from now on leaves a mark of its own.
                await stale.unmark_recording(session, recording_id)
                found = await gather(session, recording_id, self._storage)
                await self._put(session, recording_id, found)
        except (ValueError, TypeError, KeyError, LookupError):
            log.exception("recording %s can't be indexed", recording_id)
            Indexing.failed += 1
            async with self._database.session() as session:
                await stale.unmark_recording(session, recording_id)

    async def _put(self, session: AsyncSession, recording_id: str, found: Gathered | None) -> None:
        entry = await searching.entry_of(session, recording_id)
        if found is None:
            await self._remove(session, entry)
            return
        entry = entry or SearchEntry(recording_id=recording_id)
        await _describe(session, entry, found)
        session.add(entry)
        await session.flush()
        await self._put_text(session, entry.id, found.document)
        await searching.tell(session, [entry.id])

    async def _remove(self, session: AsyncSession, entry: SearchEntry | None) -> None:
        if entry is None:
            return
        text = await session.get(SearchText, entry.id)
        if text is not None:
            await self._drop(session, text)
            await session.delete(text)
            await session.flush()
        await session.delete(entry)
        await searching.tell(session, [entry.id])

    async def _put_text(self, session: AsyncSession, entry: int, document: Document) -> None:
        text = await session.get(SearchText, entry)
        if text is not None and text.pieces == document.rows:
            return
        if text is None:
            text = SearchText(entry_id=entry)
        else:
            await self._drop(session, text)
        await asyncio.to_thread(document.cut)
        await self.index.put(session, [(entry, document)])
        text.version, text.pieces = VERSION, document.rows
        session.add(text)

    async def _drop(self, session: AsyncSession, text: SearchText) -> None:
        before = Document.stored(text.pieces)
        await asyncio.to_thread(before.cut)
        await self.index.drop(session, [(text.entry_id, before)])


async def _describe(session: AsyncSession, entry: SearchEntry, found: Gathered) -> None:
    resource, recording = found.resource, found.recording
    entry.kind_id = await kind_id(session, found.kind)
    entry.place_id = await place_id(session, found.place)
    entry.schools_id = await nodes_id(session, found.schools)
    entry.audience_id = await nodes_id(session, found.audience)
    entry.owner_id, entry.teacher_id = resource.owner_id, recording.lesson.teacher_id
    entry.started_at = recording.started_at
    entry.views = resource.views
    entry.score = -1.0 if resource.score is None else resource.score
