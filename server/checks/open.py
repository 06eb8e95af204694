"""Know the rooms that are being checked now: rooms of a media worker with one member and no lesson."""

from __future__ import annotations

from dataclasses import dataclass

from server.checks.settings import Checks
from signaling.room import LessonFacts


@dataclass(frozen=True, slots=True)
class Checked:
    """Who checks which room; `school` is whose technicians may see the outcome. `until` is Unix ms."""

    id: str
    name: str
    place: str
    classroom: str | None
    user: str | None
    school: str | None
    until: int


class OpenChecks:
    """In memory alone: whoever is interrupted by a restart begins again."""

    def __init__(self, settings: Checks) -> None:
        self._settings = settings
        self._open: dict[str, Checked] = {}

    def until(self, now: int) -> int:
        """When a check that begins now is over (Unix ms)."""
        return now + self._settings.minutes * 60_000

    def begin(self, checked: Checked, now: int) -> bool:
        """Open it; false when as many are open as may be. One of the same room before it ends."""
        same = (checked.classroom, checked.user)
        self._open = {
            id: each
            for id, each in self._open.items()
            if each.until > now and (each.classroom, each.user) != same
        }
        if len(self._open) >= self._settings.rooms:
            return False
        self._open[checked.id] = checked
        return True

    def find(self, id: str, now: int) -> Checked | None:
        """The check that is open under this id."""
        found = self._open.get(id)
        return found if found is not None and found.until > now else None

    def facts(self, id: str, now: int) -> LessonFacts | None:
        """What a room of the check must know; None of what is no check."""
        found = self.find(id, now)
        return LessonFacts(id=id, title=found.name, record=False, form="check") if found else None
