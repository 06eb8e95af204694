"""`/healthz`: what is wrong with this server, for load balancers, the demo's start and the technician."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from server.data.database import Database
from server.live.archive import Archive
from server.web.context import CONTEXT
from server.web.live import LIVE

DATABASE_S = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `todo` says what to do when it is not well."""

    name: str
    ok: bool
    text: str = ""
    todo: str = ""

    def json(self) -> dict[str, object]:
        wrong = {"text": self.text, "todo": self.todo}
        return {"ok": self.ok} if self.ok else {"ok": False, **wrong}


async def health(request: web.Request) -> web.Response:
    """200 when all is well, else 503; the body names every check."""
    context, live = request.app[CONTEXT], request.app[LIVE]
    findings = [
        await check_database(context.database),
        check_workers(list(live.registry.workers)),
        check_disk(context.settings.recordings_folder, context.settings.recording.min_free_mb),
        check_archive(live.archive),
        check_recorders([room.lesson for room in live.rooms.rooms.values() if room.recording_failed]),
    ]
    well = all(finding.ok for finding in findings)
    body = {"status": "ok" if well else "wrong", "checks": {each.name: each.json() for each in findings}}
    return web.json_response(body, status=200 if well else 503, headers={"Cache-Control": "no-store"})


async def check_database(database: Database) -> Finding:
    try:
        await asyncio.wait_for(database.check(), DATABASE_S)
    except Exception as failure:
        # Whatever the driver raises: the check is there to say that it is not well.
        return Finding(
            "database", False, type(failure).__name__, "Start the database; lessons go on meanwhile."
        )
    return Finding("database", True)


def check_workers(workers: list[str]) -> Finding:
    if workers:
        return Finding("media_workers", True)
    return Finding("media_workers", False, "no media worker is connected", "Look into the worker's log.")


def check_disk(folder: Path, least_mb: int) -> Finding:
    present = next(each for each in (folder, *folder.parents) if each.exists())
    free_mb = shutil.disk_usage(present).free // 2**20
    if free_mb >= least_mb:
        return Finding("disk", True)
    return Finding("disk", False, f"{free_mb} MB free for recordings, {least_mb} wanted", "Make room.")


def check_archive(archive: Archive) -> Finding:
    stuck = [each for each in (archive.facts, archive.files.backlog) if each.failing]
    if not stuck:
        return Finding("archive", True)
    text = ", ".join(f"{each.name}: {len(each)} waiting ({each.failing})" for each in stuck)
    return Finding("archive", False, text, "Look at the database and the disk; nothing is lost meanwhile.")


def check_recorders(failing: list[str]) -> Finding:
    if not failing:
        return Finding("recorders", True)
    return Finding("recorders", False, "failing in lessons " + ", ".join(failing), "Look at the disk.")
