"""Live rooms over a real database and the real room, with a worker that says what the test wants."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from media.worker.protocol import (
    Done,
    Failed,
    Hello,
    PipeOffer,
    ProducerInfo,
    RoomInventory,
    SendPipe,
    SlotMids,
    ToWorker,
)
from server.data import lessons
from server.data.database import Database
from server.data.migration import migrate
from server.data.models import Lesson
from server.live.archive import Archive
from server.live.closing import Closing
from server.live.housing import Housing
from server.live.lessons import StoredLessons
from server.live.opening import Opening
from server.live.rooms import LiveRooms
from server.questions.desk import AnswerDesk
from server.questions.settings import Questions
from server.workers.link import WorkerLink
from server.workers.placement import Limits
from server.workers.registry import Registry
from signaling.claims import Claims
from signaling.doorway import Entry
from signaling.messages import Join, ServerMessage
from signaling.session import Session
from signaling.settings import RoomSettings
from signaling.state import Role

NOW = 1_795_226_400_000
#: So many of a room a worker takes before the next one is asked.
RECEIVERS = 2
_COMMAND: TypeAdapter[Any] = TypeAdapter(ToWorker)

#: What a worker says of a pipe that it sends.
OFFER = PipeOffer(receive_key="r", send_key="s", control_ssrc=1, tracks=[])
#: What a page says to publish its camera.
PUBLISH = json.dumps(
    {
        "type": "publish",
        "id": 1,
        "sdp": "v=0",
        "sources": [{"kind": "camera", "audio_mid": "0", "video_mid": "1"}],
    }
)

DESK = AnswerDesk.of("a secret of thirty-two characters", "", Questions())


class ScriptedWorker:
    """Carries out every command at once; `refusals` maps a command's type to the code it is refused with."""

    def __init__(self, name: str = "media-0", carried: list[RoomInventory] | None = None) -> None:
        self.commands: list[Any] = []
        self.refusals: dict[str, str] = {}
        hello = Hello(worker=name, secret="", pid=1, udp_port=40000, rooms=carried or [])
        self.link = WorkerLink(hello, self._take)

    def _take(self, text: str) -> None:
        command = _COMMAND.validate_json(text)
        self.commands.append(command)
        asyncio.get_running_loop().call_soon(self.link.receive, self._answer(command).model_dump_json())

    def _answer(self, command: Any) -> Done | Failed:
        code = self.refusals.get(command.type)
        if code is not None:
            return Failed(id=command.id, code=code, text="scripted")
        if isinstance(command, SendPipe):
            return Done(id=command.id, pipe=OFFER)
        producers = [
            ProducerInfo(producer=f"{source.source}/{kind}", kind=kind, codec=codec)
            for source in getattr(command, "sources", [])
            for kind, codec in (("audio", "OPUS"), ("video", "H264"))
        ]
        slots = [SlotMids(slot=0, audio_mid="0", video_mid="1")]
        return Done(id=command.id, sdp="v=0", producers=producers, slots=slots)

    def types(self) -> list[str]:
        return [command.type for command in self.commands]


class Ear:
    """An outlet that keeps what it was told."""

    def __init__(self) -> None:
        self.heard: list[ServerMessage] = []
        self.is_closed = False

    def send(self, message: ServerMessage) -> None:
        self.heard.append(message)

    def close(self) -> None:
        self.is_closed = True


def heard(ear: Ear, kind: type) -> list[object]:
    return [message for message in ear.heard if isinstance(message, kind)]


class Stage:
    """Everything that the control process has around its rooms, without doors."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite+aiosqlite:///{folder / 'tongke.db'}")
        self.recordings = folder / "recordings"
        self.now = NOW
        self.build()

    def build(self) -> None:
        """A new control process over the same database and folders."""
        self.lessons = StoredLessons(self.database)
        self.registry = Registry(limits=Limits(receivers=RECEIVERS, load=1.0))
        self.archive = Archive(self.lessons, self.recordings)
        self.closing = Closing(self.archive, self.registry)
        opening = Opening(self.lessons, self.registry, self.archive, lambda: self.now, RoomSettings(), DESK)
        housing = Housing(self.registry, lambda: self.now, 0.05)
        self.rooms = LiveRooms(opening, housing, self.closing, self.registry, self.archive, lambda: self.now)
        self.archive.start()

    async def crash(self) -> None:
        """The control process is gone, once what it had queued is stored, and comes back."""
        await self.stop()
        self.build()

    async def stop(self) -> None:
        """As the control process does: what still reads from the database comes to its end first."""
        await self.rooms.close()
        await self.archive.stop()
        self.registry.close()

    async def lesson(self, **fields: Any) -> str:
        defaults = {
            "title": "荷塘月色",
            "subject": "语文",
            "starts_at": NOW,
            "ends_at": NOW + 1,
            "created_at": NOW,
        }
        async with self.database.session() as session:
            return (await lessons.add(session, Lesson(**defaults | fields), [])).id

    async def join(self, lesson: str, member: str, role: Role, *, lobby: bool = False) -> Ear:
        """A member joins, or knocks with a ticket of the lobby; its ear hears what the room says to it."""
        conductor, ear = await self.rooms.open(lesson), Ear()
        session = Session(f"session of {member}", self.now)
        claims = self.claims(lesson, member, role, lobby=lobby)
        conductor.outlets.open(session.id, ear)
        entry = Entry(claims, Join(ticket="x"))
        conductor.carry_out(conductor.room.connect(session, entry, self.now))
        return ear

    def claims(self, lesson: str, member: str, role: Role, *, lobby: bool = False) -> Claims:
        return Claims(sub=member, lesson=lesson, role=role, name=member, exp=self.now + 1, lobby=lobby)

    async def says(self, lesson: str, member: str, text: str) -> None:
        conductor = await self.rooms.open(lesson)
        conductor.carry_out(conductor.room.receive(f"session of {member}", text, self.now))

    async def stored_cues(self, lesson: str) -> list[str]:
        await self.archive.settled(5)
        stored = await self.lessons.lesson(lesson)
        assert stored is not None
        return [cue.event.type for cue in stored.cues]


@asynccontextmanager
async def set_up(folder: Path) -> AsyncIterator[Stage]:
    stage = Stage(folder)
    await migrate(stage.database)
    try:
        yield stage
    finally:
        await stage.stop()
        await stage.database.close()


async def settle() -> None:
    """Let answers and the tasks that wait for them run."""
    for _ in range(20):
        await asyncio.sleep(0)
