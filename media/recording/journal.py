"""The journal of a take: one JSON object a line, appended after the bytes it speaks of are in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

GapReason = Literal["loss", "queue_full", "publisher_silent", "timestamp_jump"]
EndReason = Literal["finished", "closed", "changed", "publisher_left", "write_failed", "recovered"]


class Shape(BaseModel):
    """Base of what stands in a recording's folder: closed against unknown fields, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TakeFacts(Shape):
    """What a take is of, in journal and manifest alike. Video has `width` and `height`, audio `channels`."""

    take: str
    file: str
    source: str
    kind: Literal["audio", "video"]
    codec: str
    width: int | None = None
    height: int | None = None
    channels: int | None = None


class Line(Shape):
    """One line of a journal; `type` stands first in it."""

    type: str


class TakeLine(TakeFacts, Line):
    """The first line; times are Unix milliseconds."""

    type: Literal["take"] = "take"
    started_at: int
    opened_at: int
    timescale: int


class InitLine(Line):
    """Where the init section lies, in bytes."""

    type: Literal["init"] = "init"
    offset: int
    size: int


class SyncLine(Line):
    """At `media_ms` of the file the lesson clock shows `lesson_ms`; the last line counts."""

    type: Literal["sync"] = "sync"
    media_ms: float
    lesson_ms: float
    basis: Literal["arrival", "sender_report"]


class FragmentLine(Line):
    """Bytes and milliseconds of the file; `keyframe` tells whether the fragment starts with one."""

    type: Literal["fragment"] = "fragment"
    offset: int
    size: int
    start_ms: int
    duration_ms: int
    samples: int
    keyframe: bool


class GapLine(Line):
    """Nothing of the publisher is in the file from `start_ms` on; `packets` were lost or thrown away."""

    type: Literal["gap"] = "gap"
    start_ms: int
    duration_ms: int
    packets: int
    reason: GapReason


class LevelsLine(Line):
    """
    How loud the sound is from `start_ms` of the file on; `values` are bytes in hexadecimal, one each 100 ms.

    On the basis of the packets' `header` (RFC 6464) a byte is the loudest packet's dB above silence, 0 to
    127; on that of their `payload` half the bytes of the largest 20 ms, up to 254. 255 says that no packet
    came in that time.
    """

    type: Literal["levels"] = "levels"
    start_ms: int
    basis: Literal["header", "payload"]
    values: Annotated[str, Field(pattern="^([0-9a-f]{2})*$")]


class EndLine(Line):
    """The last line."""

    type: Literal["end"] = "end"
    reason: EndReason


JournalLine = Annotated[
    TakeLine | InitLine | SyncLine | FragmentLine | GapLine | LevelsLine | EndLine,
    Field(discriminator="type"),
]
_LINE: TypeAdapter[JournalLine] = TypeAdapter(JournalLine)


@dataclass(slots=True)
class Journal:
    """A journal as read; `init` and `end` are `None` where they were never written."""

    head: TakeLine
    init: InitLine | None = None
    syncs: list[SyncLine] = field(default_factory=list)
    fragments: list[FragmentLine] = field(default_factory=list)
    gaps: list[GapLine] = field(default_factory=list)
    levels: list[LevelsLine] = field(default_factory=list)
    end: EndLine | None = None

    def lines(self) -> Iterable[JournalLine]:
        """The lines again, those of a kind together."""
        yield self.head
        yield from () if self.init is None else (self.init,)
        yield from self.syncs
        yield from self.fragments
        yield from self.gaps
        yield from self.levels
        yield from () if self.end is None else (self.end,)


def encode(lines: Iterable[JournalLine]) -> bytes:
    """The lines as they stand in the file."""
    return b"".join(line.model_dump_json().encode() + b"\n" for line in lines)


def decode(data: bytes) -> Journal | None:
    """
    Read a journal, up to the first line that is cut off or broken.

    `None` where not even the first line is whole: then nothing is known of the take.
    """
    journal: Journal | None = None
    for line in _whole_lines(data):
        if isinstance(line, TakeLine):
            journal = Journal(line)
        elif journal is None:
            return None
        else:
            _enter(journal, line)
    return journal


def read(path: Path) -> Journal | None:
    """Read a journal from disk; raises `OSError`."""
    return decode(path.read_bytes())


def _whole_lines(data: bytes) -> Iterable[JournalLine]:
    for text in data.split(b"\n")[:-1]:
        try:
            yield _LINE.validate_json(text)
        except ValidationError:
            return


def _enter(journal: Journal, line: JournalLine) -> None:
    match line:
        case InitLine():
            journal.init = line
        case SyncLine():
            journal.syncs.append(line)
        case FragmentLine():
            journal.fragments.append(line)
        case GapLine():
            journal.gaps.append(line)
        case LevelsLine():
            journal.levels.append(line)
        case EndLine():
            journal.end = line
