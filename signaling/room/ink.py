"""
Pass on what is being drawn and pointed at right now, and hand out the ink that a snapshot left out.

None of it is a cue but a laser pointer's way, now and then, so that the replay shows it. What
several people draw at once goes out together: a receiver gets at most two dozen messages a second.
"""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from signaling.commands import Wake
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Seat
from signaling.tools.board.cues import PointedAt
from signaling.tools.board.surfaces import writing_refusal
from signaling.tools.board.wishes import (
    FetchSurface,
    Ink,
    Inked,
    InkUnderWay,
    PointAt,
    PointerUnderWay,
    SurfaceMarks,
)

#: What comes within this time of the last message goes out at its end.
GATHER_MS = 40
#: More pieces than this at once are not drawn by hand.
MOST_PIECES = 64
#: Characters of one piece: a tenth of a second has a dozen points of five.
PIECE = 1_000
#: A laser pointer is recorded at most so often while it moves.
RECORD_MS = 250
#: A pointer that has not moved for so long was left behind.
STALE_MS = 8_000


class LiveInk(Part):
    """Ink under way of one room. `dropped` counts by reason what was not passed on, in all rooms."""

    dropped: ClassVar[Counter[str]] = Counter()

    def __init__(self, room: Proceedings) -> None:
        self._room = room
        self._strokes: list[InkUnderWay] = []
        self._pointers: dict[str, PointerUnderWay] = {}
        self._told_at = 0
        self._wakes_at = 0
        #: When each member's pointer moved last, and when that was recorded.
        self._moved_at: dict[str, int] = {}
        self._recorded_at: dict[str, int] = {}

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {Ink: self.ink, PointAt: self.point, FetchSurface: self.fetch}

    def ink(self, seat: Seat, session: str, ink: Ink, now: int) -> None:
        """Pass on a piece of a stroke."""
        if not self._may(seat, ink.surface):
            return
        if len(ink.points) > PIECE or ink.start > self._room.settings.board.points:
            self.dropped["too_long"] += 1
            return
        piece = ink.model_dump(exclude={"type", "id"})
        self._strokes.append(InkUnderWay(by=seat.member.id, **piece))
        if len(self._strokes) > MOST_PIECES:
            del self._strokes[0]
            self.dropped["crowded"] += 1
        self._tell_in_time(now)

    def point(self, seat: Seat, session: str, point: PointAt, now: int) -> None:
        """Pass on where somebody points, and record it now and then."""
        if not self._may(seat, point.surface):
            return
        who = seat.member.id
        self._pointers[who] = PointerUnderWay(by=who, surface=point.surface, x=point.x, y=point.y)
        self._moved_at[who] = now
        self._tell_in_time(now)
        self._record(who, PointedAt(surface=point.surface, x=point.x, y=point.y), now)

    def fetch(self, seat: Seat, session: str, wish: FetchSurface, now: int) -> None:
        """Hand out all marks of a surface; of one that is gone there are none."""
        surface = self._room.state.board.surfaces.get(wish.surface)
        marks = (surface.marks or []) if surface is not None else []
        self._room.tell(session, SurfaceMarks(re=wish.id, surface=wish.surface, marks=marks))

    def tick(self, now: int) -> None:
        """Tell what was gathered, and switch off pointers that were left behind."""
        if now - self._told_at >= GATHER_MS:
            self._tell(now)
        for who, pointer in self._room.state.board.pointers.items():
            if now - self._moved_at.setdefault(who, now) > STALE_MS:
                self._room.happen(PointedAt(surface=pointer.surface, x=None, y=None), now, who)
        self._forget_leavers()

    def _may(self, seat: Seat, surface: str) -> bool:
        """Whoever may not write learns it by the mark; ten errors a second would help nobody."""
        code = writing_refusal(self._room.state, seat.member.id, surface)
        if code is not None:
            self.dropped[code] += 1
        return code is None

    def _record(self, who: str, pointed: PointedAt, now: int) -> None:
        held = self._room.state.board.pointers.get(who)
        if pointed.x is None or pointed.y is None:
            if held is not None:
                self._room.happen(pointed, now, who)
        elif now - self._recorded_at.get(who, 0) >= RECORD_MS:
            self._recorded_at[who] = now
            self._room.happen(pointed, now, who)

    def _tell_in_time(self, now: int) -> None:
        due = self._told_at + GATHER_MS
        if now >= due:
            self._tell(now)
        elif self._wakes_at != due:
            self._wakes_at = due
            self._room.do(Wake(due))

    def _tell(self, now: int) -> None:
        if not self._strokes and not self._pointers:
            return
        whole = Inked(strokes=self._strokes, pointers=list(self._pointers.values()))
        authors = {stroke.by for stroke in self._strokes} | self._pointers.keys()
        for session, listener in self._room.sessions.items():
            member = listener.member or ""
            if _is_thin(self._room.seats.get(member)):
                self.dropped["line_too_thin"] += 1
            elif member not in authors:
                self._room.tell(session, whole)
            elif len(authors) > 1:
                self._room.tell(session, _without(whole, member))
        self._strokes, self._pointers, self._told_at = [], {}, now

    def _forget_leavers(self) -> None:
        for times in (self._moved_at, self._recorded_at):
            for who in times.keys() - self._room.seats.keys():
                del times[who]


def _is_thin(seat: Seat | None) -> bool:
    """A line that does not carry its pictures gets the finished marks alone."""
    if seat is None:
        return False
    return any(each.state == "paused" and each.reason == "line_too_thin" for each in seat.downlink.suffering)


def _without(inked: Inked, member: str) -> Inked:
    strokes = [stroke for stroke in inked.strokes if stroke.by != member]
    return Inked(strokes=strokes, pointers=[pointer for pointer in inked.pointers if pointer.by != member])
