"""`/healthz`: what is wrong with this server, for load balancers, the demo's start and the technician."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from aiohttp import web

from server.data.database import Database
from server.live.archive import Archive
from server.live.disk import Disk
from server.web.context import CONTEXT
from server.web.errors import Language, language
from server.web.live import LIVE

DATABASE_S = 2.0


#: For each check that failed: what is wrong and what to do, in Chinese and in English.
WORDS: dict[str, dict[Language, tuple[str, str]]] = {
    "database": {
        "zh-CN": ("数据库无法访问", "请启动数据库；正在上的课不受影响。"),
        "en": ("the database can't be reached", "Start it; lessons go on meanwhile."),
    },
    "media_workers": {
        "zh-CN": ("没有媒体服务进程连接", "请查看媒体服务的日志。"),
        "en": ("no media worker is connected", "Look into the worker's log."),
    },
    "disk": {
        "zh-CN": ("录像磁盘空间不足，不再开始新的录制", "请清理磁盘空间。"),
        "en": ("too little space is free to begin recordings", "Make room."),
    },
    "archive": {
        "zh-CN": ("课堂记录暂时无法写入", "请检查数据库和磁盘；数据在等待写入，没有丢失。"),
        "en": (
            "what happens in lessons can't be stored",
            "Look at the database and the disk; nothing is lost meanwhile.",
        ),
    },
    "recorders": {
        "zh-CN": ("有课程录制失败", "请检查磁盘。"),
        "en": ("recording fails", "Look at the disk."),
    },
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `detail` are names and numbers of what is not well."""

    name: str
    ok: bool
    detail: str = ""

    def json(self, spoken: Language) -> dict[str, object]:
        """The finding as `/healthz` shows it; only what is not well has words."""
        if self.ok:
            return {"ok": True}
        text, todo = WORDS[self.name][spoken]
        if self.detail:
            text = f"{text} ({self.detail})" if spoken == "en" else f"{text}（{self.detail}）"
        return {"ok": False, "text": text, "todo": todo}


async def health(request: web.Request) -> web.Response:
    """200 when all is well, else 503; the body names every check."""
    context, live, spoken = request.app[CONTEXT], request.app[LIVE], language(request)
    findings = [
        await check_database(context.database),
        check_workers(list(live.registry.workers)),
        check_disk(live.archive.disk, context.now_ms()),
        check_archive(live.archive),
        check_recorders([room.lesson for room in live.rooms.rooms.values() if room.recording_failed]),
    ]
    well = all(finding.ok for finding in findings)
    checks = {each.name: each.json(spoken) for each in findings}
    body = json.dumps({"status": "ok" if well else "wrong", "checks": checks}, ensure_ascii=False)
    headers = {"Cache-Control": "no-store", "Content-Language": spoken}
    return web.json_response(text=body, status=200 if well else 503, headers=headers)


async def check_database(database: Database) -> Finding:
    """Whether the database answers within `DATABASE_S`; the detail is the kind of error alone."""
    try:
        await asyncio.wait_for(database.check(), DATABASE_S)
    except Exception as failure:
        # Whatever the driver raises: the check is there to say that it is not well.
        return Finding("database", False, type(failure).__name__)
    return Finding("database", True)


def check_workers(workers: list[str]) -> Finding:
    return Finding("media_workers", bool(workers))


def check_disk(disk: Disk, now: int) -> Finding:
    """Whether recordings can be begun."""
    disk.look(now)
    return Finding("disk", disk.takes_new, f"{disk.free_mb} MB < {disk.marks.start_mb} MB")


def check_archive(archive: Archive) -> Finding:
    stuck = [each for each in (archive.facts, archive.files.backlog) if each.failing]
    return Finding(
        "archive", not stuck, ", ".join(f"{each.name}: {len(each)}, {each.failing}" for each in stuck)
    )


def check_recorders(failing: list[str]) -> Finding:
    return Finding("recorders", not failing, ", ".join(failing))
