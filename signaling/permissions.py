"""Say who may say what, and when: one table of message, role and phase."""

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


#: `view` is not a message: it is a WHEP client asking to watch.
PERMISSIONS: dict[str, Permission] = {
    "join": Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END),
    "ping": Permission(ALWAYS, ALWAYS, ALWAYS),
    "shown": Permission(ALWAYS, ALWAYS, ALWAYS),
    "report": Permission(ALWAYS, ALWAYS, ALWAYS),
    "leave": Permission(ALWAYS, ALWAYS, ALWAYS),
    "subscribe": Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END),
    "answer": Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END),
    "view": Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END),
    "publish": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER),
    "change_source": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER),
    "raise_hand": Permission(NEVER, WHILE_LIVE, NEVER),
    "lower_hand": Permission(WHILE_LIVE, WHILE_LIVE, NEVER),
    "return_floor": Permission(WHILE_LIVE, WHILE_LIVE, NEVER),
    "give_floor": Permission(WHILE_LIVE, NEVER, NEVER),
    "mute_all": Permission(WHILE_LIVE, NEVER, NEVER),
    "start_lesson": Permission(BEFORE_IT_BEGINS, NEVER, NEVER),
    "end_lesson": Permission(WHILE_LIVE, NEVER, NEVER),
}


def refusal(message: str, role: Role, phase: Phase) -> str | None:
    """Return the error code for this message type, role and phase; None when it is allowed."""
    return PERMISSIONS[message].of(role).at(phase)
