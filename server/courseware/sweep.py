"""Put away what nobody needs any more: uploads that were given up, and files that no lesson has."""

from __future__ import annotations

import asyncio

from server.courseware.shelf import CONVERT, Shelf
from server.data import courseware
from server.data.database import Database

EVERY_S = 3600.0
RETRY_S = 5.0
#: A page that was removed by mistake, or is just being fetched, is still there tomorrow.
KEPT_MS = 24 * 3_600_000


async def sweep(shelf: Shelf, database: Database, now: int) -> None:
    """Once: go on with what a crash has left, and remove what is over. Raises the database's errors."""
    async with database.session() as session:
        waiting = await courseware.uploading(session)
        over = [each for each in waiting if each.removed_at is not None or (each.expires_at or 0) < now]
        for document in [*over, *await courseware.removable(session, now - KEPT_MS)]:
            await session.delete(document)
        await session.flush()
        orphans = await courseware.orphans(session, now - KEPT_MS)
        for content in orphans:
            await session.delete(content)
        unbegun = await courseware.unbegun(session, CONVERT)
    for document in over:
        await asyncio.to_thread(shelf.storage.incoming.drop, document.id)
    for content in orphans:
        await asyncio.to_thread(shelf.storage.forget, content.sha256)
    for sha256 in unbegun:
        await shelf.jobs.submit(CONVERT, sha256)
    for document in waiting:
        if document not in over and shelf.storage.incoming.received(document.id) == document.length:
            await shelf.complete(document.id)
