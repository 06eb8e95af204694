"""What looks after the application's recordings, and where copies of them lie; begun and ended with it."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from media.recording.manifest import Removed
from server.data import jobs
from server.data.database import Database
from server.data.models import Recording
from server.exports.making import Exports
from server.jobs.jobs import Jobs
from server.library.copies import Folders
from server.library.keeping import Keeping
from server.library.thumbnails.drawing import KIND as DRAW
from server.library.watchers import Watchers
from server.live.passportkeeping import PassportKeeping
from server.web.background import BACKGROUND
from server.web.context import Context
from server.web.exporting import EXPORTS
from server.web.shelf import JOBS

KEEPING = web.AppKey("keeping", Keeping)
WATCHERS = web.AppKey("watchers", Watchers)


def add_keeping(app: web.Application, context: Context) -> None:
    """Let the application keep recordings by their rules, and count who watches; it must have exports."""
    rule, folders = context.settings.retention, Folders(context.settings.recordings_folder)
    keeping = Keeping(context.database, folders, rule, context.now_ms)
    passports = PassportKeeping(context.database, rule, context.now_ms)
    keeping.copies += [Drawn(context.database, app[JOBS]), Films(app[EXPORTS])]
    app[WATCHERS], app[KEEPING] = Watchers(), keeping
    app[BACKGROUND].add("keep recordings", keeping.run)
    app[BACKGROUND].add("keep passports", passports.run)


@dataclass(frozen=True, slots=True)
class Films:
    """Exports: whatever was made of the recording may show what is deleted of it."""

    exports: Exports

    async def forget(self, recording: Recording, removed: Removed) -> None:
        await self.exports.drop(recording.id)

    async def remove(self, recording: Recording) -> None:
        await self.exports.drop(recording.id)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Thumbnails that are being drawn just now: they would come after the takes have gone."""

    database: Database
    jobs: Jobs

    async def forget(self, recording: Recording, removed: Removed) -> None:
        await self._stop(recording)

    async def remove(self, recording: Recording) -> None:
        await self._stop(recording)

    async def _stop(self, recording: Recording) -> None:
        async with self.database.session() as session:
            begun = [job.id for job in await jobs.about(session, DRAW, recording.id) if job.ended_at is None]
        for id in begun:
            await self.jobs.cancel(id)
