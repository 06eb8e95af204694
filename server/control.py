"""
The control process: everything but packets, wired together and run.

`assemble` puts the parts together, `serve` runs them until it is cancelled, `run`
is the whole process.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from media import clock
from media.heap import set_aside
from server.checks.open import OpenChecks
from server.config import Settings
from server.data.database import Database
from server.data.migration import migrate
from server.garbage import collect_for_ever
from server.live.archive import Archive
from server.live.closing import Closing
from server.live.disk import Disk
from server.live.doorway import Doorway
from server.live.housing import Housing
from server.live.lessons import StoredLessons
from server.live.opening import Opening
from server.live.pulling import CameraOrders
from server.live.rooms import LiveRooms
from server.questions.desk import AnswerDesk
from server.secret_key import secret_key
from server.tasks import finished, sleep_unless, spawn
from server.terminals.present import Present
from server.terminals.revoked import remember_revoked
from server.tickets import Tickets
from server.upgrade import Upgrades
from server.web import live_routes
from server.web.app import build_app
from server.web.context import ROUTE_TABLE, Context
from server.web.health import health
from server.web.live import LIVE, Live
from server.web.malformed import MalformedRequests
from server.web.metrics import METRICS, metrics, metrics_of
from server.web.stored import CARE
from server.web.whep import add_whep
from server.web.whip import add_whip
from server.workers.endpoint import MAX_MESSAGE, WorkerEndpoint
from server.workers.placement import Limits
from server.workers.registry import Registry
from signaling.rate import Rates
from signaling.settings import RoomSettings

log = logging.getLogger(__name__)

#: Workers dial again at least every 5 s: by then each has said what it carries.
WORKERS_SETTLED_S = 6.0
RETRY_S = 1.0
#: Requests that are still answered when the process is asked to stop.
SHUTDOWN_S = 3.0
MOST_WORKERS = 256


@dataclass(slots=True)
class Control:
    """All parts of one control process."""

    settings: Settings
    database: Database
    lessons: StoredLessons
    live: Live
    doorway: Doorway
    workers: Upgrades
    app: web.Application
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def recover(self) -> None:
        """Open the rooms of lessons that ran, as soon as the database answers; then sweep up."""
        while not self.stopping.is_set() and not await self._recover_rooms():
            await sleep_unless(self.stopping, RETRY_S)
        await sleep_unless(self.stopping, WORKERS_SETTLED_S)
        if not self.stopping.is_set():
            await self.live.closing.sweep(self.lessons)

    async def _recover_rooms(self) -> bool:
        try:
            await remember_revoked(self.database, self.live.tickets, self.settings, now_ms())
            await self.live.rooms.recover()
        except Exception as failure:
            log.error("rooms can't be recovered yet: %s", type(failure).__name__)
            return False
        return True

    async def close_sockets(self, _: web.Application) -> None:
        """Before the server waits for its requests: websockets and streams would never end by themselves."""
        for conductor in self.live.rooms.rooms.values():
            conductor.pupils.close()
        await self.doorway.close()
        await self.workers.close()


def assemble(settings: Settings) -> Control:
    """Put the parts together; nothing runs yet. Raises `ConfigError` if the secret can't be read."""
    secret = secret_key(settings)
    database, tickets = Database(settings.data.url), Tickets(secret)
    limits = Limits(settings.media.span_receivers, settings.media.span_load)
    registry = Registry(expected=settings.media.worker_count, limits=limits)
    lessons = StoredLessons(database)
    disk = Disk(settings.recordings_folder, settings.recording.marks)
    archive = Archive(lessons, settings.recordings_folder, disk)
    closing = Closing(archive, registry)
    cameras = CameraOrders(database, secret, settings.cameras)
    present, checks = Present(), OpenChecks(settings.checks)
    desk = AnswerDesk.of(secret, settings.http.public_url, settings.questions)
    rooms = _rooms(settings, lessons, registry, archive, closing, desk, cameras, checks)
    exchanges = Rates.per_minute(settings.room.joins_per_minute)
    live = Live(rooms, registry, archive, closing, tickets, desk, exchanges, settings.media.ice_servers)
    app = build_app(Context(settings, database, rooms, tickets, secret, clock.now, present, checks))
    endpoint = WorkerEndpoint(registry, settings.media.secret.get_secret_value())
    workers = Upgrades(endpoint.talk, subprotocol=None, max_size=MAX_MESSAGE, limit=MOST_WORKERS, ping_s=5.0)
    doorway = Doorway(rooms, tickets, settings, present)
    control = Control(settings, database, lessons, live, doorway, workers, app)
    _mount(control)
    return control


def now_ms() -> int:
    """Unix milliseconds of the one clock."""
    return int(clock.now() * 1000)


def _rooms(
    settings: Settings,
    lessons: StoredLessons,
    registry: Registry,
    archive: Archive,
    closing: Closing,
    desk: AnswerDesk,
    cameras: CameraOrders,
    checks: OpenChecks,
) -> LiveRooms:
    room = RoomSettings(
        grace_ms=int(settings.room.grace_s * 1000),
        members=settings.room.max_members,
        viewers=settings.room.max_viewers,
        resumable_cues=settings.room.missed_cues,
        session=settings.room.session,
        research_slots=settings.room.research_pictures,
        conduct=settings.room.conduct,
        courseware=settings.courseware.limits,
        questions=settings.questions.limits,
        board=settings.board.limits,
        playback=settings.playback.limits,
        chat=settings.chat.limits,
        timer=settings.timer.limits,
        roll=settings.roll.limits,
    )
    opening = Opening(lessons, registry, archive, now_ms, room, desk, cameras, checks)
    housing = Housing(registry, now_ms, settings.room.grace_s)
    return LiveRooms(opening, housing, closing, registry, archive, now_ms)


def _mount(control: Control) -> None:
    app = control.app
    app[LIVE] = control.live
    app[ROUTE_TABLE].extend(live_routes.ROUTES)
    app[METRICS] = metrics_of(control.live, control.doorway, app[CARE])
    app.router.add_get("/signal", control.doorway.open)
    app.router.add_get("/worker", control.workers.upgrade)
    app.router.add_get("/healthz", health)
    app.router.add_get("/metrics", metrics)
    add_whip(app)
    add_whep(app)
    app.on_shutdown.append(control.close_sockets)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[tuple[Control, int]]:
    """The control process with its port open; gives its parts and the port. Stops on leaving."""
    control = assemble(settings)
    try:
        await migrate(control.database)
        async with _archiving(control.live.archive), _listening(control) as port:
            yield control, port
    finally:
        control.live.registry.close()
        await control.database.close()


@asynccontextmanager
async def _archiving(archive: Archive) -> AsyncIterator[None]:
    archive.start()
    try:
        yield
    finally:
        await archive.stop()


@asynccontextmanager
async def _listening(control: Control) -> AsyncIterator[int]:
    runner = web.AppRunner(control.app, shutdown_timeout=SHUTDOWN_S, access_log=None)
    await runner.setup()
    tasks = [spawn(control.live.rooms.run(), name="the rooms' clock")]
    try:
        http = control.settings.http
        await web.TCPSite(runner, http.host, http.port, ssl_context=_tls(control.settings)).start()
        tasks.append(spawn(control.recover(), name="recover"))
        yield runner.addresses[0][1]
    finally:
        control.stopping.set()
        await runner.cleanup()
        await control.live.rooms.close()
        await finished(*tasks, within_s=SHUTDOWN_S)


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.http.tls_cert is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(settings.http.tls_cert, settings.http.tls_key)
    return context


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    async with running(settings) as (_, port):
        log.info("control listens on %s:%d", settings.http.host, port)
        set_aside()
        collecting = spawn(collect_for_ever(), name="garbage")
        await stop.wait()
        collecting.cancel()
        log.info("control stops")


def run(settings: Settings) -> None:
    """The whole process; ends it with status 0 when it was asked to stop."""
    logging.basicConfig(level=settings.log.level.upper(), format="%(levelname)s %(name)s %(message)s")
    # These say each connection's every step at their info level.
    for chatty in ("websockets.server", "aiohttp.access", "taskiq"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("aiohttp.server").addFilter(MalformedRequests())
    with asyncio.Runner() as runner:
        runner.run(serve(settings))
        # All is written and closed by now but queries that requests broke off. Their loop can't be closed:
        # aiosqlite never answers a connection that is cancelled again while it closes.
        logging.shutdown()
        os._exit(0)
