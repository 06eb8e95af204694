"""Compute from attendance who was in a lesson and for how long; what a page did in between does not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from server.data.models import Attendance


@dataclass(frozen=True, slots=True)
class Visit:
    """From coming to leaving (Unix ms); `left` is None while it lasts."""

    came: int
    left: int | None = None


@dataclass(slots=True)
class Attendant:
    """One member, with all visits; coming again is no second participation."""

    member: str
    name: str
    role: str
    visits: list[Visit] = field(default_factory=list)

    def present_ms(self, now: int) -> int:
        """How long it was there until `now`."""
        return sum((now if visit.left is None else visit.left) - visit.came for visit in self.visits)


def attendants(notes: Sequence[Attendance], ended_at: int | None) -> list[Attendant]:
    """
    List who was there, in order of first coming.

    A second coming without a leaving is a server that was restarted: the visit goes on. Whoever
    never left was there until the lesson's end.
    """
    found: dict[str, Attendant] = {}
    for note in notes:
        who = found.setdefault(note.member, Attendant(note.member, note.name, note.role))
        who.name, who.role = note.name, note.role
        open_visit = who.visits[-1] if who.visits and who.visits[-1].left is None else None
        if note.present and open_visit is None:
            who.visits.append(Visit(note.at))
        elif not note.present and open_visit is not None:
            who.visits[-1] = Visit(open_visit.came, max(open_visit.came, note.at))
    if ended_at is not None:
        for who in found.values():
            who.visits = [
                visit if visit.left is not None else Visit(visit.came, max(visit.came, ended_at))
                for visit in who.visits
            ]
    return list(found.values())
