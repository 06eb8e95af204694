"""
Keep what the members of one lesson lived through: the last minutes as they were, the whole in few figures.

The last minutes are the technician's curves; the figures become the room's passport
when the lesson is over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from server.live.spread import Spread
from signaling.commands import NoteReport
from signaling.messages import Line, LinkReport
from signaling.state import RoomState

#: About twenty minutes of reports that come every four and a half seconds.
SAMPLES = 300
#: Members of one lesson that are remembered; more do not fit into a room.
MEMBERS = 200

#: The figures of a passport, each with the end of the line it is reported of.
FIGURES = (
    ("down", "loss"),
    ("down", "rtt_ms"),
    ("down", "bitrate"),
    ("down", "frames_per_second"),
    ("down", "frozen"),
    ("down", "concealed"),
    ("down", "jitter_buffer_ms"),
    ("up", "loss"),
    ("up", "bitrate"),
    ("up", "frames_per_second"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One report with the judgement of its moment; `at` is Unix milliseconds."""

    at: int
    line: Line
    up: LinkReport | None
    down: LinkReport | None


@dataclass(slots=True)
class MemberHistory:
    """One member's samples, and how each figure was spread over the whole lesson."""

    samples: deque[Sample] = field(default_factory=lambda: deque(maxlen=SAMPLES))
    spreads: dict[str, Spread] = field(default_factory=dict)
    #: How many reports found the line in each quality.
    qualities: dict[str, int] = field(default_factory=dict)
    paths: dict[str, int] = field(default_factory=dict)
    began_at: int = 0
    ended_at: int = 0

    def add(self, sample: Sample) -> None:
        """Take the member's next report."""
        self.began_at = self.began_at or sample.at
        self.ended_at = sample.at
        self.samples.append(sample)
        _count(self.qualities, sample.line.quality)
        for name, value in _figures(sample):
            self.spreads.setdefault(name, Spread()).add(value)
        path = _path(sample.down or sample.up)
        if path:
            _count(self.paths, path)

    @property
    def count(self) -> int:
        """How many reports there were."""
        return sum(self.qualities.values())


class LineHistory:
    """All members of one lesson, by id; those who have left stay until the lesson is over."""

    def __init__(self) -> None:
        self.members: dict[str, MemberHistory] = {}
        self.reports = 0

    def note(self, report: NoteReport) -> None:
        """Keep one report."""
        if report.member not in self.members and len(self.members) >= MEMBERS:
            return
        self.reports += 1
        sample = Sample(report.at, report.line, report.report.up, report.report.down)
        self.members.setdefault(report.member, MemberHistory()).add(sample)

    def ways(self, members: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """Path and family (`udp`, `ipv4`) of each of these members, as it reported last."""
        for member in members.keys() & self.members.keys():
            last = self.members[member].samples[-1]
            report = last.down or last.up
            if report is not None and report.path:
                yield report.path, report.family


@dataclass(frozen=True, slots=True)
class RoomLines:
    """The lines of one open room, for the technician."""

    lesson: str
    state: RoomState
    history: LineHistory


def figure_of(sample: Sample, side: str, name: str) -> float | None:
    """One figure of a report; None where it was not known."""
    report = sample.down if side == "down" else sample.up
    value = getattr(report, name) if report is not None and report.state == "connected" else None
    return float(value) if value is not None else None


def _figures(sample: Sample) -> Iterator[tuple[str, float]]:
    for side, name in FIGURES:
        value = figure_of(sample, side, name)
        if value is not None:
            yield f"{side}_{name}", value


def _path(report: LinkReport | None) -> str:
    return " ".join(filter(None, (report.path, report.family))) if report is not None else ""


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1
