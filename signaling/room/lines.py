"""Judge every member's line from what both ends report, for the master's eyes."""

from __future__ import annotations

from typing import Literal

from signaling.messages import Line, Lines, LinkReport
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Seat
from signaling.state import Role

Quality = Literal["good", "fair", "poor", "lost"]

#: From these values on a line is `fair`, and `poor`: what one begins to notice, and what disturbs a lesson.
LOSS = (0.02, 0.08)
RTT_MS = (250.0, 600.0)
FROZEN = (0.02, 0.10)
CONCEALED = (0.03, 0.12)


class LineWatch:
    """Tells the masters every two seconds how everybody is connected."""

    def __init__(self, room: Proceedings) -> None:
        self._room = room
        self._told_at = 0

    def tick(self, now: int) -> None:
        """Send the lines to every master that is connected, if it is time."""
        masters = [seat for seat in self._room.seats_of(Role.MASTER) if seat.session is not None]
        if not masters or now - self._told_at < self._room.settings.lines_ms:
            return
        self._told_at = now
        lines = Lines(lines=[line(seat) for seat in self._room.seats.values()])
        for master in masters:
            self._room.tell(master.session, lines)


def line(seat: Seat) -> Line:
    """Describe one member's line."""
    return Line(
        member=seat.member.id,
        quality=quality(seat),
        connected=is_connected(seat),
        up=seat.report_up,
        down=seat.report_down,
    )


def is_connected(seat: Seat) -> bool:
    """Tell whether every transport that the member has is up, and that it has one."""
    links = [link for link in (seat.up, seat.down, seat.whip) if link.state != "none"]
    return bool(links) and all(link.state == "connected" for link in links)


def quality(seat: Seat) -> Quality:
    """Judge by the worse of both reports; `lost` while nobody holds the seat or a transport is gone."""
    links = (seat.up, seat.down, seat.whip)
    if not seat.is_connected or any(link.state in ("lost", "failed", "closed") for link in links):
        return "lost"
    grades = [grade(report) for report in (seat.report_up, seat.report_down) if report is not None]
    return ("good", "fair", "poor")[max(grades, default=0)]


def grade(report: LinkReport) -> Literal[0, 1, 2]:
    """Grade one direction: 0 is good, 1 fair, 2 poor."""
    measured = (
        (report.loss, LOSS),
        (report.rtt_ms, RTT_MS),
        (report.frozen, FROZEN),
        (report.concealed, CONCEALED),
    )
    if any(value is not None and value >= limits[1] for value, limits in measured):
        return 2
    if any(value is not None and value >= limits[0] for value, limits in measured):
        return 1
    return 0
