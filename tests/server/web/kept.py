"""A lesson that is recorded, and one that is over, with takes of the teacher and of a rural classroom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from media.recording import manifest
from server.data import attendance, cues, recordings
from server.data.models import Attendance
from signaling.cues import Cue
from signaling.tools.chat.cues import ChatSaid
from signaling.tools.roll.cues import RollConfirmed
from tests.support.site import MORNING, Site, Visitor
from tests.support.takes import write_take

TAKE = "u3-camera-video-0001"


@dataclass
class Recorded:
    """`url` is the recording's address in the interface."""

    lesson: str
    id: str
    folder: Path
    started_at: int = int(MORNING * 1000)

    @property
    def url(self) -> str:
        return f"/api/recordings/{self.id}"

    @property
    def file(self) -> str:
        return f"{self.url}/takes/{TAKE}.mp4"

    def take(
        self, name: str = TAKE, *, ended: bool = True, fragments: int = 3, codec: str = "avc1.42e01f"
    ) -> Path:
        return write_take(
            self.folder, name, started_at=self.started_at, ended=ended, fragments=fragments, codec=codec
        )


@dataclass
class Kept:
    """`li` teaches it, `rural` is a classroom; `url` and `resource` are addresses of the recording."""

    site: Site
    recorded: Recorded
    li: Visitor
    teacher: str
    rural: str

    @property
    def id(self) -> str:
        return self.recorded.id

    @property
    def url(self) -> str:
        return self.recorded.url

    @property
    def resource(self) -> str:
        return f"/api/resources/{self.id}"

    @property
    def names(self) -> list[str]:
        """Of the takes, as manifests sort them."""
        made = [f"{self.teacher}-camera-{kind}-0001" for kind in ("audio", "video")]
        made += [f"{self.teacher}-pupils-video-0001"]
        return made + [f"{self.rural}-camera-{kind}-0001" for kind in ("audio", "video")]

    async def takes(self, visitor: Visitor) -> list[str]:
        """What a visitor's manifest names, like `rural-camera-video`."""
        found = await (await visitor.get(self.url)).json()
        who = {self.teacher: "teacher", self.rural: "rural"}
        names = [take["take"].removesuffix("-0001").partition("-") for take in found["manifest"]["takes"]]
        return [f"{who.get(member, member)}-{rest}" for member, _, rest in names]

    async def publish(self, scope: str, **wanted: object) -> None:
        # Bytes that stand for media are unfit for anybody's eyes.
        body = {"scope": scope, "despite": True, **wanted}
        answer = await self.li.post(f"{self.resource}/publish", body)
        assert answer.status == 200, await answer.text()

    async def withdraw(self) -> None:
        assert (await self.li.post(f"{self.resource}/withdraw")).status == 200


async def keep(site: Site, recorded: Recorded) -> Kept:
    """End the lesson, write its files, and let a classroom have come and spoken."""
    lesson = await site.lesson("古诗三首")
    li, teacher = await site.signed_in("li"), lesson["teacher"]["id"]
    kept = Kept(site, recorded, li, teacher, lesson["classrooms"][0]["id"])
    for path in recorded.folder.iterdir():
        path.unlink()
    for name in kept.names:
        recorded.take(name, codec="opus" if "-audio-" in name else "avc1.42e01f")
    made = manifest.build(recorded.folder, started_at=recorded.started_at, ended_at=1)
    manifest.write(recorded.folder, made)
    await site.rooms.end(recorded.lesson)
    async with site.database.session() as session:
        await recordings.finish(session, recorded.lesson, "ready", duration_ms=3000, size=3100)
        await cues.append(session, recorded.lesson, _told(kept))
        came = {"member": "guest-room", "name": "", "role": "rural", "present": True, "at": 1}
        attendance.note(session, Attendance(lesson_id=recorded.lesson, **came))
    return kept


def _told(kept: Kept) -> list[Cue]:
    """Both have written in the chat, and a pupil was absent."""
    counted = RollConfirmed(member=kept.rural, present=2, absent=["7"])
    return [
        Cue(n=1, at=1, by=kept.rural, event=ChatSaid(text="老师好")),
        Cue(n=2, at=2, by=kept.teacher, event=ChatSaid(text="同学们好")),
        Cue(n=3, at=3, by=kept.rural, event=counted),
    ]
