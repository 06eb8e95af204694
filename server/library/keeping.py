"""
Keep recordings as long as they are to be kept, and no longer.

A round removes the files of what has lain in the trash long enough or is past its date, and goes on with
whatever was to be forgotten when the process died. Nothing is removed while it is recorded or watched.
Links to clips that open nothing any more go after the trash's time, too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data import ageing, audit, stale
from server.data.database import Database
from server.data.models import AuditEntry, Forgetting, Lesson, Resource, ShareLink, WatchedRecording
from server.library import forgetting, retention
from server.library.copies import Copies, Folders
from server.library.retention import Reason, reason_to_remove
from server.library.rules import Retention
from server.library.watchers import is_watched
from server.tasks import repeat

log = logging.getLogger(__name__)

#: Who did it, in the audit.
ACTOR = "retention"


class NotDone(Exception):
    """A place where copies lie has failed; it is tried again with the next round."""


class Keeping:
    """`clock` returns Unix milliseconds; `copies` are the places besides the folders."""

    def __init__(
        self,
        database: Database,
        folders: Folders,
        rule: Retention,
        clock: Callable[[], int],
    ) -> None:
        self.copies: list[Copies] = []
        self._database = database
        self._folders = folders
        self._rule = rule
        self._clock = clock
        self._forgetting = asyncio.Lock()

    async def run(self, stopping: asyncio.Event) -> None:
        """A round now and then, until `stopping`; what fails is tried again with the next."""
        pause = self._rule.sweep_minutes * 60
        await repeat(self.round, stopping, pause, pause, "look through recordings")

    async def round(self) -> list[str]:
        """Do what is due; answers the recordings whose files were removed. Raises the database's errors."""
        await self._finish_forgetting()
        before = self._clock() - self._rule.trash_ms
        is_over = or_(ShareLink.expires_at < before, ShareLink.revoked_at < before)
        await ageing.forget(self._database, ShareLink, is_over)
        removed, after = [], ""
        while due := await self._due(after):
            for resource, reason in due:
                if await self._is_removed(resource, reason):
                    removed.append(resource.recording_id)
            after = due[-1][0].recording_id
        return removed

    async def forget(self, wanted: Forgetting) -> list[str]:
        """
        Delete what `wanted`, which is stored already, says, and note that it is done.

        Answers the takes. Raises `NotDone`, and the database's errors: then it goes on with the next round.
        """
        async with self._forgetting:
            # A round may have been quicker.
            known = await self._known(wanted.id)
            if known.done_at is not None:
                return known.takes
            wanted.takes = known.takes
            # Noted before the first of them goes: a crash in the middle must not lose which they were.
            wanted.takes = await forgetting.meant(wanted, self._folders)
            await self._note_forgetting(wanted, done_at=None)
            try:
                await forgetting.carry_out(wanted, self._folders, self.copies)
            except Exception as failure:
                # Every place fails in words of its own.
                log.exception("recording %s: not all is forgotten yet", wanted.recording_id)
                raise NotDone from failure
            await self._note_forgetting(wanted, done_at=self._clock())
        return wanted.takes

    async def _known(self, id: str) -> Forgetting:
        async with self._database.session() as session:
            return await session.get_one(Forgetting, id)

    async def _note_forgetting(self, wanted: Forgetting, *, done_at: int | None) -> None:
        async with self._database.session() as session:
            row = await session.get_one(Forgetting, wanted.id)
            row.takes, row.done_at = wanted.takes, done_at
            if done_at is not None:
                # What is shown of the recording elsewhere is made anew.
                stale.mark(session, wanted.recording_id)

    async def _finish_forgetting(self) -> None:
        async with self._database.session() as session:
            left = await forgetting.undone(session)
        for wanted in left:
            try:
                await self.forget(wanted)
            except NotDone:
                continue

    async def _due(self, after: str) -> list[tuple[Resource, Reason]]:
        now = self._clock()
        async with self._database.session() as session:
            found = await retention.due(session, self._rule, now, after=after)
        reasons = [(each, reason_to_remove(each, each.recording, self._rule, now)) for each in found]
        return [(resource, reason) for resource, reason in reasons if reason is not None]

    async def _is_removed(self, resource: Resource, reason: Reason) -> bool:
        id, now = resource.recording_id, self._clock()
        if not await self._is_still_due(resource, now):
            return False
        try:
            for place in (*self.copies, self._folders):
                await place.remove(resource.recording)
        except Exception:
            log.exception("recording %s can't be removed yet", id)
            return False
        await self._note(id, reason, now)
        return True

    async def _is_still_due(self, resource: Resource, now: int) -> bool:
        """Asked right before: while others of the round went, somebody may have taken it out of the trash."""
        async with self._database.session() as session:
            current = await session.get_one(Resource, resource.recording_id)
            reason = reason_to_remove(current, resource.recording, self._rule, now)
            is_free = reason is not None and not is_watched(current.watched_at, now)
            return is_free and not await _is_shown(session, resource.recording_id)

    async def _note(self, recording: str, reason: Reason, now: int) -> None:
        async with self._database.session() as session:
            resource = await session.get_one(Resource, recording)
            resource.removed_at = resource.changed_at = now
            audit.write(session, _entry(recording, reason, now))
        log.info("recording %s: its files were removed (%s)", recording, reason)


def _entry(recording: str, reason: Reason, now: int) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor=ACTOR,
        action="remove_recording",
        subject=recording,
        sign_in_id=None,
        address="",
        detail={"reason": reason},
    )


async def _is_shown(session: AsyncSession, recording: str) -> bool:
    """Whether a lesson that runs may be watching it."""
    query = select(WatchedRecording.lesson_id).join(Lesson, Lesson.id == WatchedRecording.lesson_id)
    shown = query.where(WatchedRecording.recording_id == recording, Lesson.phase == "live")
    return (await session.scalars(shown.limit(1))).first() is not None
