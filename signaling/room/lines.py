"""
Follow every member's line, and tell who must know.

A member is told which of its own pictures are reduced or paused, the masters how
everybody's line is. None of it is a cue: only the present counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from signaling.commands import NoteReport
from signaling.messages import Line, Lines, Picture, Pictures, Report
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.quality import judge
from signaling.room.seats import Direction, LinkNews, Seat
from signaling.state import Role

#: What was bad must be good for so long before it is called so: a word that flickers says nothing.
RELIEF_MS = 6_000
#: A member is told of its pictures at most so often.
PICTURES_MS = 1_000


@dataclass(slots=True)
class Told:
    """What a member's session has been told of its pictures."""

    session: str
    pictures: list[Picture]
    at: int


class Steady:
    """One member's line as it is told: worse at once, better only when it lasts."""

    def __init__(self, line: Line, now: int) -> None:
        self.line = line
        self._bad_at = now

    def follow(self, line: Line, now: int) -> Line:
        """Take the present judgement and return the one to tell."""
        lasts = now - self._bad_at >= RELIEF_MS
        if _badness(line) >= _badness(self.line) or lasts or self.line.quality == "lost":
            self.line, self._bad_at = line, now
        # Devices are told as they are: their page has taken its time to be sure.
        return self.line.model_copy(update={"devices": line.devices})


class LineWatch(Part):
    """All lines of a room. Masters are told what has changed, every two seconds at most."""

    def __init__(self, room: Proceedings) -> None:
        self._room = room
        self._lines: dict[str, Steady] = {}
        self._told_masters: dict[str, dict[str, Line]] = {}
        self._told_pictures: dict[str, Told] = {}
        self._told_at = 0
        #: Those who send no camera at present.
        self._pausing: set[str] = set()

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {Report: self.report}

    def report(self, seat: Seat, session: str, report: Report, now: int) -> None:
        """A client says what it lived through; it is kept for the technician too."""
        report = _as_counted(report, seat.up.news.loss)
        seat.report_up, seat.report_down, seat.devices = report.up, report.down, report.devices
        self._pausing.discard(seat.member.id)
        if report.up is not None and report.up.paused:
            self._pausing.add(seat.member.id)
        self._room.do(NoteReport(seat.member.id, report, judge(seat), now))

    def news(self, member: str, direction: Direction, news: LinkNews, now: int) -> None:
        """The worker has measured a transport; of one that is gone it says nothing that counts."""
        seat = self._room.seats.get(member)
        if seat is None or not seat.link(direction).is_alive:
            return
        seat.link(direction).news = news
        if direction == "down":
            seat.downlink.suffering = news.pictures
            self._tell_pictures(seat, now)

    def welcome(self, member: str | None, now: int) -> None:
        """Somebody has joined: tell what is the case already."""
        seat = self._room.seats.get(member or "")
        if seat is None:
            return
        self._tell_pictures(seat, now)
        if seat.member.role is Role.MASTER:
            self._tell_master(seat, self._present(now))

    def line(self, member: str) -> Line | None:
        """Judge a member's line as it is now."""
        seat = self._room.seats.get(member)
        return judge(seat) if seat is not None else None

    def tick(self, now: int) -> None:
        """Tell what has changed, if it is time."""
        for seat in self._room.seats.values():
            self._tell_pictures(seat, now)
        if now - self._told_at < self._room.settings.lines_ms:
            return
        self._told_at = now
        self._forget_leavers()
        present = self._present(now)
        for master in self._room.seats_of(Role.MASTER):
            self._tell_master(master, present)

    def _present(self, now: int) -> list[Line]:
        lines = []
        for member, seat in self._room.seats.items():
            line = judge(seat)
            steady = self._lines.setdefault(member, Steady(line, now))
            lines.append(steady.follow(line, now))
        return lines

    def _tell_master(self, master: Seat, lines: list[Line]) -> None:
        if master.session is None:
            return
        told = self._told_masters.setdefault(master.session, {})
        changed = [line for line in lines if told.get(line.member) != line]
        if changed:
            told.update({line.member: line for line in changed})
            self._room.tell(master.session, Lines(lines=changed))

    def _tell_pictures(self, seat: Seat, now: int) -> None:
        if seat.session is None:
            return
        pictures = seat.downlink.pictures()
        pictures += self._paused_by_owners(seat, {picture.source for picture in pictures})
        told = self._told_pictures.get(seat.member.id)
        known = told.pictures if told is not None and told.session == seat.session else []
        if pictures == known or (told is not None and now - told.at < PICTURES_MS):
            return
        self._told_pictures[seat.member.id] = Told(seat.session, pictures, now)
        self._room.tell(seat.session, Pictures(pictures=pictures))

    def _paused_by_owners(self, seat: Seat, known: set[str]) -> list[Picture]:
        """Cameras that their owners do not send at present, where nothing worse is known of them."""
        if not self._pausing:
            return []
        sources = self._room.state.sources
        received = [
            sources[each] for each in seat.downlink.allocation if each in sources and each not in known
        ]
        return [
            Picture(source=source.id, state="paused", reason="sender_too_thin")
            for source in received
            if source.member in self._pausing and source.kind != "screen"
        ]

    def _forget_leavers(self) -> None:
        for member in self._lines.keys() - self._room.seats.keys():
            del self._lines[member]
        self._pausing &= self._room.seats.keys()
        for member in self._told_pictures.keys() - self._room.seats.keys():
            del self._told_pictures[member]
        for session in self._told_masters.keys() - self._room.sessions.keys():
            del self._told_masters[session]


def _badness(line: Line) -> tuple[int, int, int]:
    return (
        ("good", "fair", "poor", "lost").index(line.quality),
        ("good", "gaps", "broken").index(line.sound),
        ("good", "reduced", "frozen", "paused").index(line.picture),
    )


def _as_counted(report: Report, loss: float | None) -> Report:
    """
    Put what the worker has counted in the place of the up-link's loss.

    A publisher is told on purpose what the worst of its listeners misses, so its
    own page does not know what its line loses.
    """
    if report.up is None or loss is None:
        return report
    return report.model_copy(update={"up": report.up.model_copy(update={"loss": loss})})
