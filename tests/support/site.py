"""A web application over the demonstration's world, in this process, with a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientResponse, ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher
from sqlalchemy import update

from server.auth.tokens import operator_token
from server.config import Settings, load
from server.data import lessons
from server.data.database import Database
from server.data.migration import migrate
from server.data.models import User
from server.demo import world
from server.demo.seed import seed
from server.live.disk import MB, Disk, Marks
from server.live.linehistory import RoomLines
from server.tickets import Tickets
from server.web.app import build_app
from server.web.context import Context
from signaling.claims import Claims

SECRET = "a secret of the tests, long enough"
SHANGHAI = ZoneInfo("Asia/Shanghai")
#: A Monday morning, ten minutes into the first lesson of the timetable.
MORNING = datetime(2026, 11, 23, 8, 40, tzinfo=SHANGHAI).timestamp()


@dataclass
class QuietRooms:
    """Live rooms without media: a lesson starts and ends in the database alone."""

    database: Database
    now_ms: int = int(MORNING * 1000)
    #: The lines of the rooms that are open.
    open: list[RoomLines] = field(default_factory=list)
    cameras_asked: int = 0
    #: The lessons whose rooms were told of their documents.
    courseware_asked: list[str] = field(default_factory=list)
    #: Lessons and members who were let in as teachers.
    taught: set[tuple[str, str]] = field(default_factory=set)
    #: Lessons and the recordings that are open in their rooms.
    playing: set[tuple[str, str]] = field(default_factory=set)

    async def start(self, lesson_id: str) -> None:
        await self._set(lesson_id, "live")

    async def end(self, lesson_id: str) -> None:
        await self._set(lesson_id, "ended")

    async def cameras_changed(self) -> None:
        self.cameras_asked += 1

    async def courseware_changed(self, lesson_id: str) -> None:
        self.courseware_asked.append(lesson_id)

    def admits(self, claims: Claims) -> bool:
        return not claims.lobby

    def plays(self, lesson_id: str, recording_id: str) -> bool:
        return (lesson_id, recording_id) in self.playing

    def is_taught_by(self, lesson_id: str, member: str) -> bool:
        return (lesson_id, member) in self.taught

    def presence(self, lesson_id: str) -> frozenset[str]:
        return frozenset()

    def recording_live(self, lesson_id: str) -> bool:
        return False

    def disk(self) -> Disk:
        return Disk(Path("/recordings"), Marks(1000, 200, 50), lambda _: (500 * MB, 4096 * MB))

    def lines(self) -> list[RoomLines]:
        return self.open

    async def _set(self, lesson_id: str, phase: str) -> None:
        async with self.database.session() as session:
            await lessons.set_phase(session, lesson_id, phase, self.now_ms)


@dataclass
class Visitor:
    """One browser or script with its own cookies; `csrf` goes with whatever changes something."""

    session: ClientSession
    url: str
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **options: Any) -> ClientResponse:
        return await self.ask("GET", path, **options)

    async def post(self, path: str, body: Any = None, **options: Any) -> ClientResponse:
        return await self.ask("POST", path, json={} if body is None else body, **options)

    async def ask(self, method: str, path: str, **options: Any) -> ClientResponse:
        headers = self.headers | options.pop("headers", {})
        return await self.session.request(method, self.url + path, headers=headers, **options)


@dataclass
class Site:
    """The running application and what a test may want to turn or look at."""

    server: TestServer
    context: Context
    rooms: QuietRooms
    now: float = MORNING
    _open: list[ClientSession] = field(default_factory=list)

    @property
    def database(self) -> Database:
        return self.context.database

    def visitor(self, **headers: str) -> Visitor:
        """Somebody who is not signed in; English, unless said otherwise."""
        session = ClientSession(cookie_jar=CookieJar(unsafe=True))
        self._open.append(session)
        url = str(self.server.make_url("")).rstrip("/")
        return Visitor(session, url, {"Accept-Language": "en", **headers})

    def operator(self) -> Visitor:
        return self.visitor(Authorization=f"Bearer {operator_token(SECRET, self.now)}")

    async def signed_in(self, login: str) -> Visitor:
        """Of the demonstration: `li` teaches, `wang` assists, `chen` researches, `zhou` administers."""
        visitor = self.visitor()
        answer = await visitor.post("/api/login", {"login": login, "password": world.demo_password(SECRET)})
        assert answer.status == 200, await answer.text()
        visitor.headers["X-CSRF-Token"] = (await answer.json())["csrf"]
        return visitor

    async def lesson(self, title: str) -> dict[str, Any]:
        """A lesson of the timetable by its title."""
        found = (await (await self.operator().get("/api/lessons?day=all")).json())["lessons"]
        return next(lesson for lesson in found if lesson["title"] == title)

    async def close(self) -> None:
        for session in self._open:
            await session.close()


async def make_world(path: Path) -> None:
    """A database with the demonstration's world on the morning of the tests."""
    database = Database(f"sqlite+aiosqlite:///{path}")
    await migrate(database)
    async with database.session() as session:
        await seed(session, SECRET, int(MORNING * 1000), SHANGHAI)
        # A real hash takes a quarter of a second of each sign-in, and the tests sign in some hundred times.
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(world.demo_password(SECRET))
        await session.execute(update(User).values(password_hash=cheap))
    await database.close()


@asynccontextmanager
async def open_site(template: Path, folder: Path, environ: dict[str, str]) -> AsyncIterator[Site]:
    """Serve a copy of a prepared database; data goes into `folder`."""
    shutil.copy(template, folder / "tongke.db")
    settings: Settings = load(None, {"TONGKE_DATA__FOLDER": str(folder), **environ})
    database = Database(settings.data.url)
    rooms = QuietRooms(database)
    context = Context(settings, database, rooms, Tickets(SECRET), SECRET, lambda: site.now)
    server = TestServer(build_app(context))
    site = Site(server, context, rooms)
    await server.start_server()
    try:
        yield site
    finally:
        await site.close()
        await server.close()
        await database.close()
