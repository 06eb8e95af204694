"""Let members in, keep their seats while they are briefly away, and see them out."""

from __future__ import annotations

from signaling.claims import Claims
from signaling.commands import Close, CloseTransports, NoteAttendance
from signaling.cues import Cue, MemberJoined, MemberLeft, SourceRemoved
from signaling.doorway import Entry, pong
from signaling.messages import Join, Kept, Leave, Ping, Resume, Welcome
from signaling.permissions import refusal
from signaling.roles import Role
from signaling.room.lobby import Threshold
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Direction, Seat
from signaling.session import Session, SessionState
from signaling.settings import slots_for
from signaling.state import Member
from signaling.tools.board.wire import for_the_wire


class Membership(Part):
    """
    Who is in the room.

    A second join of a member displaces the first; a socket that closes late
    changes nothing for whoever has the seat now.
    """

    def __init__(self, room: Proceedings) -> None:
        self._room = room
        self._epoch = 0
        self._first_epoch = 0
        #: Whoever may not come in at once waits there.
        self.threshold = Threshold(room, self._enter)

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {Ping: self._ping, Leave: self._leave}

    def connect(self, session: Session, entry: Entry, now: int) -> None:
        """Give the bearer of the entry its seat, or say why not and close the session."""
        code = self.refusal(entry.claims, "join")
        if code is not None:
            self._room.turn_away(session, code, entry.join.id)
        elif not self.threshold.keeps(session, entry, now):
            self._seat_session(session, entry, now)

    def _enter(self, session: Session, entry: Entry, now: int) -> str | None:
        """Let somebody in from the lobby, or answer why not."""
        code = self.refusal(entry.claims, "join")
        if code is None:
            self._seat_session(session, entry, now)
        return code

    def _seat_session(self, session: Session, entry: Entry, now: int) -> None:
        seat = self.seat(entry.claims, now)
        if seat.session is not None:
            self._room.dismiss(seat.session, "displaced")
        kept = self._keep(seat, entry.join, now)
        session.join(seat.member.id)
        seat.session, seat.epoch, seat.expires_at = session.id, self._next_epoch(now), None
        self._room.tell(session.id, self._welcome(seat, entry.join, kept, now))
        self._room.sessions[session.id] = session

    def refusal(self, claims: Claims, action: str) -> str | None:
        """Return the error code that keeps this bearer from joining, publishing or viewing, or None."""
        room = self._room
        if claims.lesson != room.facts.id:
            return "ticket_foreign"
        code = refusal(action, self._role(claims), room.state.lesson.phase)
        if code is not None or claims.sub in room.seats:
            return code
        if action != "join" and self.threshold.keeps_out(claims):
            return "not_admitted"
        if action == "view":
            return "room_full" if len(room.viewers) >= room.settings.viewers else None
        return "room_full" if len(room.seats) >= room.settings.members else None

    def seat(self, claims: Claims, now: int) -> Seat:
        """Find or give the bearer's seat; whoever was absent joins."""
        member = Member(id=claims.sub, name=claims.name, role=self._role(claims), place=claims.place)
        seat = self._room.seats.get(member.id)
        if seat is not None and seat.member.role is not member.role:
            self.leave(seat, now)
            seat = None
        if seat is None:
            seat = self._room.seats[member.id] = Seat(member)
            self._note(seat, True, now)
        if self._room.state.members.get(member.id) != member:
            seat.member = member
            self._room.happen(MemberJoined(member=member), now, member.id)
        return seat

    def disconnect(self, session: str, now: int) -> None:
        """A socket has closed: start the grace period, unless somebody else has the seat by now."""
        gone = self._room.sessions.pop(session, None)
        if gone is None:
            self.threshold.disconnect(session, now)
            return
        gone.move(SessionState.CLOSED)
        seat = self._room.seats.get(gone.member or "")
        if seat is not None and seat.session == session:
            self._vacate(seat, now)

    def release(self, seat: Seat, now: int) -> None:
        """Start the grace period of a seat that nobody holds any more."""
        if not seat.is_connected:
            seat.expires_at = now + self._room.settings.grace_ms

    def leave(self, seat: Seat, now: int, code: str = "left") -> None:
        """See a member out for good: its sources, hand, floor and transports go with it."""
        room = self._room
        if seat.session is not None:
            room.dismiss(seat.session, code)
        if seat.publisher is not None:
            room.do(Close(seat.publisher))
        del room.seats[seat.member.id]
        room.happen(MemberLeft(member=seat.member.id), now, seat.member.id)
        room.do(CloseTransports(seat.member.id))
        self._note(seat, False, now)

    def expire(self, now: int) -> None:
        """End silent sessions, grace periods that ran out, and sources that never came back."""
        for session in [session for session in self._room.sessions.values() if session.is_idle(now)]:
            self._dismiss_idle(session, now)
        for seat in list(self._room.seats.values()):
            if seat.expires_at is not None and seat.expires_at <= now:
                self.leave(seat, now)
            else:
                self._remove_vanished(seat, now)

    def restore(self, now: int) -> None:
        """After a crash: whoever was present has the grace period to come back."""
        for member in self._room.state.members.values():
            if member.present:
                seat = Seat(member, expires_at=now + self._room.settings.grace_ms)
                seat.up.state = seat.down.state = "assumed"
                # What the worker still forwards to an absent member follows the floor all the same.
                seat.downlink.resume(slots_for(member.role, self._room.settings))
                seat.owners = {
                    source.id: "up"
                    for source in self._room.state.sources.values()
                    if source.member == member.id
                }
                seat.up.vanishes_at = seat.expires_at if seat.owners else None
                self._room.seats[member.id] = seat

    def close(self, now: int) -> None:
        """The lesson is over: everybody goes."""
        for seat in self._room.seats.values():
            self._room.do(CloseTransports(seat.member.id))
            self._note(seat, False, now)
            if seat.publisher is not None:
                self._room.do(Close(seat.publisher))
        for session in list(self._room.sessions):
            self._room.dismiss(session, "lesson_over")
        self._room.seats.clear()
        self.threshold.close()

    def remove_sources(self, seat: Seat, sources: list[str], now: int) -> None:
        """Take a member's sources out of the room."""
        for source in sources:
            seat.owners.pop(source, None)
            seat.tracks.pop(source, None)
            if source in self._room.state.sources:
                self._room.happen(SourceRemoved(source=source), now, seat.member.id)

    def _role(self, claims: Claims) -> Role:
        """What was given in the lesson counts more than the ticket."""
        return self._room.state.conduct.appointed.get(claims.sub, claims.role)

    def _ping(self, seat: Seat, session: str, ping: Ping, now: int) -> None:
        self._room.tell(session, pong(ping, now))

    def _leave(self, seat: Seat, session: str, wish: Leave, now: int) -> None:
        self.leave(seat, now)

    def _dismiss_idle(self, session: Session, now: int) -> None:
        self._room.dismiss(session.id, "idle")
        seat = self._room.seats.get(session.member or "")
        if seat is not None and seat.session == session.id:
            self._vacate(seat, now)

    def _vacate(self, seat: Seat, now: int) -> None:
        """The session is gone: what it had only begun is closed, everything else waits for its return."""
        seat.session = None
        dead = CloseTransports(seat.member.id, up=seat.up.is_unfinished, down=seat.down.is_unfinished)
        if dead.up or dead.down:
            self._room.do(dead)
            seat.up.is_asked = seat.down.is_asked = False
        self.release(seat, now)

    def _remove_vanished(self, seat: Seat, now: int) -> None:
        directions: tuple[Direction, ...] = ("up", "whip")
        for direction in directions:
            link = seat.link(direction)
            if link.vanishes_at is not None and link.vanishes_at <= now:
                link.vanishes_at = None
                self.remove_sources(seat, seat.owned_by(direction), now)

    def _keep(self, seat: Seat, join: Join, now: int) -> Kept:
        """Decide which transports the client goes on with, and close those it has given up."""
        # A page that was displaced in between must not take over the transports of its successor.
        is_same = seat.epoch == 0 or (join.resume is not None and join.resume.epoch == seat.epoch)
        kept = Kept(
            up=is_same and join.kept.up and seat.up.is_alive,
            down=is_same and join.kept.down and seat.down.is_alive,
        )
        dead = CloseTransports(
            seat.member.id,
            up=seat.up.is_unfinished or (seat.up.is_alive and not kept.up),
            down=seat.down.is_unfinished or (seat.down.is_alive and not kept.down),
        )
        if dead.up or dead.down:
            self._room.do(dead)
        self._settle_links(seat, kept, now)
        return kept

    def _settle_links(self, seat: Seat, kept: Kept, now: int) -> None:
        if kept.up:
            seat.up.vanishes_at = None
        else:
            seat.up.breaks("none", now + self._room.settings.grace_ms)
        if kept.down:
            seat.downlink.resume(slots_for(seat.member.role, self._room.settings))
        else:
            seat.down.breaks("none", now)
            seat.downlink.restart()

    def _welcome(self, seat: Seat, join: Join, kept: Kept, now: int) -> Welcome:
        timeline = self._room.timeline
        missed = self._missed(join.resume)
        return Welcome(
            re=join.id,
            member=seat.member.id,
            role=seat.member.role,
            epoch=seat.epoch,
            cue=timeline.last,
            snapshot=for_the_wire(timeline.state) if missed is None else None,
            cues=missed or [],
            kept=kept,
            server_time=now,
        )

    def _missed(self, resume: Resume | None) -> list[Cue] | None:
        timeline = self._room.timeline
        if resume is None:
            return None
        if resume.epoch < self._first_epoch and resume.cue > timeline.restored_to:
            # The crash lost the end of what this member saw: the same numbers mean other cues now.
            return None
        return timeline.since(resume.cue)

    def _next_epoch(self, now: int) -> int:
        """Count up, also across restarts of the process: an epoch is never below the time it began."""
        self._epoch = max(self._epoch + 1, now)
        self._first_epoch = self._first_epoch or self._epoch
        return self._epoch

    def _note(self, seat: Seat, present: bool, now: int) -> None:
        who = seat.member
        self._room.do(NoteAttendance(who.id, who.name, who.role, present, now))
