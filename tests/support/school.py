"""A running server with a live lesson whose pupils have phones, over real HTTP."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, ClientSession, TCPConnector

from media import clock
from media.tasks import spawn
from server.auth.tokens import operator_token
from server.config import load
from server.control import Control, now_ms, running
from server.data import lessons
from server.data.models import Lesson
from server.questions.links import PlaceLink
from server.web.context import CONTEXT
from signaling.claims import Claims
from signaling.client import Client
from signaling.messages import StartLesson
from signaling.shape import ClientMessage
from signaling.state import Phase, Role
from signaling.tools.questions.state import Asked, QuestionKind
from signaling.tools.questions.wishes import OpenQuestion
from tests.support.waiting import until

_KEYS = itertools.count(1)


class Phone:
    """One pupil's phone: `shown` is the last view that its stream has brought."""

    def __init__(self, http: ClientSession, url: str, device: str) -> None:
        self.http = http
        self.url = f"{url}/api/answering"
        self.device = device
        self.token = ""
        self.shown: dict[str, Any] = {}
        self._stream: asyncio.Task[None] | None = None

    async def enters(self, seat: int, **way: Any) -> tuple[int, dict[str, Any]]:
        """Sit down by a `link` or a `code`; returns status and answer."""
        body = {"seat": seat, "device": self.device, **way}
        status, answer = await self._json(self.http.post(f"{self.url}/enter", json=body))
        self.token = answer.get("token", self.token)
        return status, answer

    def watches(self) -> None:
        """Open the stream and keep what it shows."""
        self._stream = spawn(self._watch(), name="a phone's stream")

    async def looks(self) -> tuple[int, dict[str, Any]]:
        return await self._json(self.http.get(f"{self.url}/view", headers=self._headers))

    async def answers(self, question: str, *given: str, key: str = "", **fields: Any) -> tuple[int, str]:
        """Post an answer; returns status and the code of a refusal."""
        body = {
            "key": key or f"key-{next(_KEYS):06}",
            "question": question,
            "given": given,
            "pressed_at": now_ms(),
            **fields,
        }
        status, answer = await self._json(
            self.http.post(f"{self.url}/answers", json=body, headers=self._headers)
        )
        return status, answer.get("error", {}).get("code", "")

    async def close(self) -> None:
        if self._stream is not None:
            self._stream.cancel()
            await asyncio.wait([self._stream])

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def _watch(self) -> None:
        async with self.http.get(f"{self.url}/stream", headers=self._headers, timeout=None) as response:
            async for line in response.content:
                if line.startswith(b"data: "):
                    self.shown = json.loads(line[6:])

    async def _json(self, request: Any) -> tuple[int, dict[str, Any]]:
        async with request as response:
            found: ClientResponse = response
            return found.status, await found.json()


class School:
    """The server, the teacher's connection, and the ways into the lesson."""

    def __init__(self, control: Control, port: int, http: ClientSession, folder: Path) -> None:
        self.control = control
        self.url = f"http://127.0.0.1:{port}"
        self.http = http
        self.folder = folder
        self.lesson = ""
        self.teacher: Client
        self.classroom: Client
        self._devices = itertools.count(1)

    async def opens(self) -> None:
        """A live lesson with its teacher and one classroom."""
        self.lesson = self.lesson or await self._new_lesson()
        self.teacher = await self.joins("teacher", Role.MASTER)
        self.classroom = await self.joins("class-a", Role.RURAL)
        if self.teacher.state.lesson.phase is Phase.WAITING:
            await self.teacher.ask(StartLesson())

    async def joins(self, member: str, role: Role) -> Client:
        claims = Claims(sub=member, lesson=self.lesson, role=role, name=member, exp=now_ms() + 600_000)
        ticket = self.control.live.tickets.sign(claims)
        client = Client(f"{self.url.replace('http', 'ws')}/signal", ticket, spawn)
        await client.join()
        return client

    def link(self, place: str = "class-a", lesson: str = "", now: int | None = None) -> str:
        at = now_ms() if now is None else now
        return self.control.live.desk.links.sign(PlaceLink(lesson or self.lesson, place), at)

    def phone(self) -> Phone:
        return Phone(self.http, self.url, f"device-{next(self._devices):04}")

    async def seated(self, seat: int, place: str = "class-a", name: str = "") -> Phone:
        """A phone that has sat down."""
        phone = self.phone()
        status, answer = await phone.enters(seat, link=self.link(place), name=name)
        assert status == 200, answer
        return phone

    async def asks(self, kind: str = "single", **fields: Any) -> str:
        """The teacher asks; returns the question's id."""
        options = ["", "", "", ""] if kind == "single" else []
        await self.teacher.ask(OpenQuestion(kind=QuestionKind(kind), options=options, **fields))
        await self.teacher.until(lambda state: state.questions.current is not None)
        return self.current.question.id

    async def wishes(self, message: ClientMessage) -> None:
        await self.teacher.ask(message)

    @property
    def current(self) -> Asked:
        current = self.teacher.state.questions.current
        assert current is not None
        return current

    def counts(self, place: str = "class-a") -> dict[str, int]:
        """How a place has answered, as far as the teacher knows."""
        tally = self.current.tallies.get(place)
        return tally.counts if tally is not None else {}

    async def read(self, path: str) -> tuple[int, bytes]:
        """GET as an operator."""
        headers = {"Authorization": f"Bearer {operator_token(self.control.app[CONTEXT].secret, clock.now())}"}
        async with self.http.get(f"{self.url}/api/lessons/{self.lesson}/{path}", headers=headers) as response:
            return response.status, await response.read()

    async def written(self) -> None:
        """Everything that counts is in the database."""
        archive = self.control.live.archive
        await until(lambda: not len(archive.facts))

    async def close(self) -> None:
        await self.teacher.close()
        await self.classroom.close()

    async def _new_lesson(self) -> str:
        lesson = Lesson(title="荷塘月色", subject="", starts_at=now_ms(), ends_at=now_ms() + 1, created_at=0)
        async with self.control.database.session() as session:
            return (await lessons.add(session, lesson, [])).id


@asynccontextmanager
async def school(folder: Path, lesson: str = "") -> AsyncIterator[School]:
    """A server with its data in `folder`; `lesson` is one that it had before."""
    environment = {
        "TONGKE_HTTP__PORT": "0",
        "TONGKE_DATA__FOLDER": str(folder),
        "TONGKE_MEDIA__SECRET": "the secret that control and worker share",
        "TONGKE_MEDIA__WORKERS": "1",
        "TONGKE_QUESTIONS__SEATS": "500",
    }
    connector = TCPConnector(limit=0)
    async with (
        running(load(None, environment)) as (control, port),
        ClientSession(connector=connector) as http,
    ):
        found = School(control, port, http, folder)
        found.lesson = lesson
        yield found
