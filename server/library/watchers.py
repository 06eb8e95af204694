"""Which recordings are being watched just now, as their open players say to any process of this server."""

from __future__ import annotations

from collections import OrderedDict

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Resource

#: A player speaks every 10 s; one that has missed a few on a bad line still watches.
PRESENT_MS = 45_000
#: So often it is noted, however many players of a recording are open.
NOTED_EVERY_MS = 15_000
#: More than are watched at a time; the oldest are forgotten first.
REMEMBERED = 10_000


class Watchers:
    """Notes it in the database, where other processes see it. Times are Unix milliseconds."""

    def __init__(self) -> None:
        self._noted: OrderedDict[str, int] = OrderedDict()

    async def note(self, session: AsyncSession, recording: str, now: int) -> None:
        """A player of the recording is open."""
        if now - self._noted.get(recording, now - NOTED_EVERY_MS) < NOTED_EVERY_MS:
            return
        self._noted[recording] = now
        self._noted.move_to_end(recording)
        while len(self._noted) > REMEMBERED:
            self._noted.popitem(last=False)
        # Passes by the object layer: nothing that the search knows has changed.
        row = Resource.recording_id == recording
        await session.execute(update(Resource).where(row).values(watched_at=now))


def is_watched(watched_at: int | None, now: int) -> bool:
    """Whether a player that was open at `watched_at`, if ever, may still be."""
    return watched_at is not None and now - watched_at < PRESENT_MS
