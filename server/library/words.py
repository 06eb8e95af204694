"""The words of recordings as they may be read now, also of those that the search has not indexed anew yet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from server.courseware.storage import Storage
from server.data import searching, stale
from server.library.gathering import gather
from server.library.search.document import Document, Piece


async def words_of(
    session: AsyncSession, recordings: Sequence[str], storage: Storage
) -> dict[str, Sequence[Piece]]:
    """
    The pieces of these recordings, by their ids.

    What a publication has left out a moment ago may still be in the index: of a recording that is
    marked they are gathered anew. Marks are read first, for they go when the index has followed.
    """
    marked = await stale.among(session, recordings)
    indexed = await searching.texts(session, [each for each in recordings if each not in marked])
    found: dict[str, Sequence[Piece]] = {id: Document.stored(rows).pieces for id, rows in indexed.items()}
    for recording in marked:
        gathered = await gather(session, recording, storage)
        found[recording] = gathered.document.pieces if gathered else ()
    return found
