"""What a row of the table of permissions is made of."""

from __future__ import annotations

from dataclasses import dataclass

from signaling.state import Phase, Role


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The error code in each phase, or None where the message is allowed."""

    waiting: str | None
    live: str | None
    ended: str | None

    def at(self, phase: Phase) -> str | None:
        """Return the verdict for `phase`."""
        return {Phase.WAITING: self.waiting, Phase.LIVE: self.live, Phase.ENDED: self.ended}[phase]


ALWAYS = Verdicts(None, None, None)
NEVER = Verdicts("not_allowed", "not_allowed", "not_allowed")
UNTIL_THE_END = Verdicts(None, None, "lesson_over")
WHILE_LIVE = Verdicts("lesson_waiting", None, "lesson_over")
BEFORE_IT_BEGINS = Verdicts(None, "lesson_live", "lesson_over")


@dataclass(frozen=True, slots=True)
class Permission:
    """One message's row of the table."""

    master: Verdicts
    rural: Verdicts
    observer: Verdicts

    def of(self, role: Role) -> Verdicts:
        """Return the verdicts for `role`."""
        return {Role.MASTER: self.master, Role.RURAL: self.rural, Role.OBSERVER: self.observer}[role]
