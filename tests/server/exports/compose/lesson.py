"""A recorded lesson of real takes, put together by a test, and the film of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.frame import VideoFrame

from media.packets.codecs import opus
from media.recording.samples import Sample
from server.exports.compose.composing import compose
from server.exports.compose.order import Order
from server.imports.taking.formats import encoded, prefixed
from server.imports.taking.takefile import TakeFile
from signaling.cues import Cue, Event, LessonStarted, MemberJoined, SourceAdded
from signaling.state import LessonState, Member, Role, RoomState, Source, SourceKind
from tests.support.encoded import audio

ZERO = 1_795_226_400_000
TEACHER, CLASSROOM = "t", "k"


@dataclass
class RecordedLesson:
    """Times are seconds of the lesson."""

    folder: Path
    seconds: float
    cues: list[Cue] = field(default_factory=list)

    def happens(self, at: float, *events: Event, by: str | None = TEACHER) -> None:
        for event in events:
            self.cues.append(Cue(n=len(self.cues) + 1, at=ZERO + round(1000 * at), by=by, event=event))

    def begins(self) -> None:
        """The teacher is there with a camera, and a classroom."""
        self.happens(0, LessonStarted())
        for id, role in ((TEACHER, Role.MASTER), (CLASSROOM, Role.RURAL)):
            member = Member(id=id, name={"t": "王老师", "k": "一班"}[id], role=role, place="城关小学")
            self.happens(0, MemberJoined(member=member), self.source(f"{id}/camera"), by=id)

    def source(self, id: str) -> SourceAdded:
        member, kind = id.split("/")
        return SourceAdded(source=Source(id=id, member=member, kind=SourceKind(kind), audio=True, video=True))

    def picture(
        self,
        source: str,
        luma: int,
        start: float = 0.0,
        end: float | None = None,
        size: tuple[int, int] = (320, 180),
        number: int = 1,
    ) -> Path:
        """A take of one grey all along; returns its file."""
        end = self.seconds if end is None else end
        with av.open(str(self.folder / "unused.mp4"), "w") as unused:
            stream = unused.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            packets = []
            for n in range(round(25 * (end - start))):
                frame = VideoFrame(*size, "yuv420p")
                for plane, value in zip(frame.planes, (luma, 128, 128), strict=True):
                    plane.update(bytes([value]) * plane.buffer_size)
                frame.pts, frame.time_base = n, Fraction(1, 25)
                packets += stream.encode(frame)
            packets += stream.encode(None)
            take = TakeFile(self._place(number), source, encoded(stream), 90_000)
        for n, packet in enumerate(packets):
            take.add(Sample(3600 * n, 3600, prefixed(bytes(packet)), packet.is_keyframe))
        return self._close(take, start, number)

    def tone(self, source: str, start: float = 0.0, end: float | None = None) -> Path:
        """A take of 440 Hz."""
        end = self.seconds if end is None else end
        take = TakeFile(self.folder, source, opus.STEREO, 48_000)
        for n, coded in enumerate(audio(round(50 * (end - start)))):
            take.add(Sample(960 * n, 960, coded.payloads[0], keyframe=True))
        return self._close(take, start, 1)

    def film(self, **options: Any) -> Path:
        """Compose it; returns the file."""
        story = self.folder / "story.json"
        snapshot = RoomState(lesson=LessonState(id="lesson", title="荷塘月色"))
        cues = [cue.model_dump(mode="json") for cue in self.cues]
        story.write_text(json.dumps({"snapshot": snapshot.model_dump(mode="json"), "cues": cues}))
        order = Order(
            folder=str(self.folder),
            takes=sorted(path.stem for path in self.folder.glob("*.jsonl")),
            story=str(story),
            output=str(self.folder / "film.mp4"),
            started_at=ZERO,
            start_ms=0,
            end_ms=round(1000 * self.seconds),
            title="荷塘月色",
        )
        order = replace(order, **options)
        compose(order, lambda done: None)
        return Path(order.output)

    def _close(self, take: TakeFile, start: float, number: int) -> Path:
        """The next take of a track has the next number."""
        take.close(ZERO, 1000 * start)
        name = f"{take.name[:-4]}{number:04}"
        if number > 1:
            place = self._place(number)
            lines = (place / f"{take.name}.jsonl").read_text().replace(take.name, name)
            (self.folder / f"{name}.jsonl").write_text(lines)
            (place / f"{take.name}.mp4").rename(self.folder / f"{name}.mp4")
        return self.folder / f"{name}.mp4"

    def _place(self, number: int) -> Path:
        place = self.folder if number == 1 else self.folder / f"take {number}"
        place.mkdir(exist_ok=True)
        return place
