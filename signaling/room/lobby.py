"""Let whoever is late, unknown or was sent out wait at the door until a master has decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from signaling.claims import Claims
from signaling.commands import Close, Send
from signaling.doorway import Entry, pong
from signaling.errors import bye
from signaling.messages import Leave, Ok, Ping
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Seat
from signaling.session import Reply, Session, SessionState
from signaling.state import Phase, Role
from signaling.tools.conduct.wishes import Admit, Decline
from signaling.tools.conduct.words import Held, HeldReason, Knock, Lobby

#: Give the bearer of an entry its seat; it answers why not, if it can't.
Enter = Callable[[Session, Entry, int], str | None]
#: Whoever was declined is not heard again so soon.
PEACE_MS = 60_000


@dataclass(slots=True)
class Waiting:
    """Somebody at the door; `gone_at` is when the page went away, which it may for a moment."""

    knock: Knock
    entry: Entry
    session: Session | None
    gone_at: int | None = None


class Threshold(Part):
    """
    The lobby of one room.

    Who waits there is no member: nothing is told but the reason, and nothing is heard but
    pings and a good-bye. Whoever was in the lesson once, or was expected, comes and goes freely.
    """

    def __init__(self, room: Proceedings, enter: Enter) -> None:
        self._room = room
        self._enter = enter
        #: By the member's id, in order of coming.
        self._waiting: dict[str, Waiting] = {}
        #: Let in while their pages were away for a moment.
        self._admitted: set[str] = set()
        self._declined_at: dict[str, int] = {}
        self._told: dict[str, list[Knock]] = {}
        self._knocks = 0

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {Admit: self._admit, Decline: self._decline}

    def reason(self, claims: Claims, now: int) -> HeldReason | None:
        """Why this bearer has to wait; None of whoever may come in."""
        state = self._room.state
        if claims.sub in self._admitted or claims.sub in self._room.seats:
            return None
        if claims.sub in state.conduct.removed:
            return "removed"
        if claims.sub in state.members:
            return None
        if claims.lobby:
            return "stranger"
        return "late" if claims.role is Role.RURAL and self._is_late(now) else None

    def keeps_out(self, claims: Claims) -> bool:
        """Tell whether the bearer may not publish or watch past the lobby either; lateness does not count."""
        return self.reason(claims, 0) is not None

    def keeps(self, session: Session, entry: Entry, now: int) -> bool:
        """Keep a newcomer at the door if there is a reason to; otherwise it is the caller's."""
        reason = self.reason(entry.claims, now)
        if reason is None:
            self._forget(entry.claims.sub)
            return False
        code = self._refusal(entry.claims.sub, now)
        if code is not None:
            self._room.turn_away(session, code, entry.join.id)
            return True
        self._wait(session, entry, reason, now)
        self._tell_masters()
        return True

    def hear(self, session: str, text: str, now: int) -> None:
        """Hear one text of somebody who waits."""
        waiting = self._of(session)
        if waiting is None or waiting.session is None:
            return
        heard = waiting.session.read(text, now)
        if isinstance(heard, Reply):
            for message in heard.messages:
                self._room.tell(session, message)
            if heard.close:
                self._end(waiting, None)
        elif isinstance(heard, Ping):
            self._room.tell(session, pong(heard, now))
        elif isinstance(heard, Leave):
            self._end(waiting, "left")

    def disconnect(self, session: str, now: int) -> None:
        """A socket has closed: its place at the door is kept for the grace period."""
        waiting = self._of(session)
        if waiting is not None and waiting.session is not None:
            waiting.session.move(SessionState.CLOSED)
            waiting.session, waiting.gone_at = None, now

    def tick(self, now: int) -> None:
        """End what has waited long enough, and tell masters who have come since."""
        settings = self._room.settings
        for waiting in list(self._waiting.values()):
            if now - waiting.knock.since >= settings.conduct.knock_ms:
                self._end(waiting, "knock_expired")
            elif waiting.gone_at is not None and now - waiting.gone_at >= settings.grace_ms:
                self._end(waiting, None)
            elif waiting.session is not None and waiting.session.is_idle(now):
                self._end(waiting, "idle")
        self._tell_masters()

    def close(self) -> None:
        """The lesson is over for those at the door too."""
        for waiting in list(self._waiting.values()):
            self._end(waiting, "lesson_over")

    def _is_late(self, now: int) -> bool:
        lesson, late_ms = self._room.state.lesson, self._room.settings.conduct.late_ms
        if not late_ms or lesson.phase is not Phase.LIVE or lesson.started_at is None:
            return False
        return now - lesson.started_at >= late_ms

    def _refusal(self, member: str, now: int) -> str | None:
        declined_at = self._declined_at.get(member)
        if declined_at is not None and now - declined_at < PEACE_MS:
            return "declined"
        is_new = member not in self._waiting
        return "lobby_full" if is_new and len(self._waiting) >= self._room.settings.conduct.knocks else None

    def _wait(self, session: Session, entry: Entry, reason: HeldReason, now: int) -> None:
        claims = entry.claims
        before = self._waiting.get(claims.sub)
        if before is not None:
            self._hang_up(before, "displaced")
            knock = before.knock.model_copy(update={"name": claims.name, "place": claims.place})
        else:
            self._knocks += 1
            knock = Knock(
                knock=f"k{self._knocks}",
                name=claims.name,
                place=claims.place,
                role=claims.role,
                since=now,
                reason=reason,
            )
        session.move(SessionState.HELD)
        self._waiting[claims.sub] = Waiting(knock, entry, session)
        self._room.tell(session.id, Held(re=entry.join.id, reason=knock.reason))

    def _admit(self, seat: Seat, session: str, wish: Admit, now: int) -> None:
        """Of two masters who decide about the same knock the first has decided."""
        waiting = self._knocking(wish.knock)
        if waiting is None:
            self._room.refuse(session, "nobody_knocks", wish.id)
            return
        code = self._let_in(waiting, now)
        if code is not None:
            self._room.refuse(session, code, wish.id)
            return
        del self._waiting[waiting.entry.claims.sub]
        self._room.tell(session, Ok(re=wish.id))
        self._tell_masters()

    def _let_in(self, waiting: Waiting, now: int) -> str | None:
        """Give a seat at once, or on the page's return: only that once, for it may be removed later."""
        if waiting.session is not None:
            return self._enter(waiting.session, waiting.entry, now)
        self._admitted.add(waiting.entry.claims.sub)
        return None

    def _decline(self, seat: Seat, session: str, wish: Decline, now: int) -> None:
        waiting = self._knocking(wish.knock)
        if waiting is None:
            self._room.refuse(session, "nobody_knocks", wish.id)
            return
        self._declined_at[waiting.entry.claims.sub] = now
        self._room.tell(session, Ok(re=wish.id))
        self._end(waiting, "declined")
        self._tell_masters()

    def _end(self, waiting: Waiting, code: str | None) -> None:
        """Take somebody from the door; `code` is said on the page, if it is there."""
        self._waiting.pop(waiting.entry.claims.sub, None)
        self._hang_up(waiting, code)

    def _hang_up(self, waiting: Waiting, code: str | None) -> None:
        if waiting.session is None:
            return
        waiting.session.move(SessionState.CLOSED)
        if code is not None:
            self._room.do(Send(waiting.session.id, bye(code)))
        self._room.do(Close(waiting.session.id))

    def _forget(self, member: str) -> None:
        self._admitted.discard(member)
        waiting = self._waiting.pop(member, None)
        if waiting is not None:
            self._hang_up(waiting, "displaced")

    def _knocking(self, knock: str) -> Waiting | None:
        return next((each for each in self._waiting.values() if each.knock.knock == knock), None)

    def _of(self, session: str) -> Waiting | None:
        return next(
            (each for each in self._waiting.values() if each.session and each.session.id == session), None
        )

    def _tell_masters(self) -> None:
        """Every master's page learns who waits, once for each change."""
        waiting = [each.knock for each in self._waiting.values()]
        masters = [seat.session for seat in self._room.seats_of(Role.MASTER) if seat.session is not None]
        for session in masters:
            if self._told.get(session, []) != waiting:
                self._room.tell(session, Lobby(waiting=waiting))
        self._told = dict.fromkeys(masters, waiting)
