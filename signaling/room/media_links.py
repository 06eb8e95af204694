"""Follow what the media worker says about the members' transports, and what its loss means for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from signaling.commands import AcceptAnswer, AcceptPublisher, OfferSlots
from signaling.messages import MediaLost
from signaling.room.membership import Membership
from signaling.room.proceedings import Proceedings
from signaling.room.publications import Publications
from signaling.room.seats import Direction, Downlink, Link, Seat, TransportState

#: The worker's codes that a member is told as they are; any other means `media_failed`.
TOLD = {"bad_sdp", "no_codec", "overloaded", "no_worker"}
#: The worker has forgotten what we speak of: the client has to build anew.
FORGOTTEN = {"unknown_transport", "unknown_room"}


class MediaLinks:
    """The state of every transport of the room, as far as the worker has told."""

    def __init__(self, room: Proceedings, membership: Membership, publications: Publications) -> None:
        self._room = room
        self._membership = membership
        self._publications = publications

    def changed(self, member: str, direction: Direction, state: TransportState, now: int) -> None:
        """Note a transport's new state; sources on a closed one go after the grace period."""
        seat = self._room.seats.get(member)
        if seat is None or not seat.link(direction).is_alive:
            return
        link = seat.link(direction)
        if state not in ("closed", "failed"):
            link.state = state
            return
        link.breaks(state, now + self._room.settings.grace_ms)
        if direction == "down":
            seat.downlink.restart()
        if direction == "whip":
            self._publications.vanished(seat)
            self._membership.release(seat, now)

    def lost(self, now: int, kept: Collection[str]) -> None:
        """Whoever had a transport that is gone with the worker builds it anew; `kept` are with others."""
        carried = frozenset(kept)
        for seat in list(self._room.seats.values()):
            self._break(seat, carried, now)
        for viewer in self._room.viewers.keys() - carried:
            del self._room.viewers[viewer]

    def receivers_lost(self, gone: Collection[str], now: int) -> None:
        """These down-links are gone with a worker that carried nothing else: they are built anew."""
        for seat in list(self._room.seats.values()):
            if f"{seat.member.id}/down" in gone and seat.down.is_alive:
                self._forget(seat, seat.down, now)
        for viewer in self._room.viewers.keys() & set(gone):
            del self._room.viewers[viewer]

    def ready(
        self, transports: Collection[str], producers: Collection[str], slots: Mapping[str, int], now: int
    ) -> None:
        """Compare what the room believes with what a worker carries."""
        carried = frozenset(transports)
        self._publications.adopt(carried, producers)
        for seat in list(self._room.seats.values()):
            for direction, link in (("up", seat.up), ("down", seat.down)):
                if link.state == "assumed" and f"{seat.member.id}/{direction}" in carried:
                    link.state = "connected"
            self._break(seat, carried, now)
            if seat.down.is_alive and seat.downlink.slots:
                seat.downlink.slots = slots.get(f"{seat.member.id}/down", seat.downlink.slots)
        self._adopt_viewers(carried, slots)

    def refused(
        self, command: AcceptPublisher | OfferSlots | AcceptAnswer, code: str, text: str, now: int
    ) -> None:
        """Say why a media command failed; a link that the worker does not know is built anew at once."""
        seat = self._room.seats.get(command.member)
        if code in TOLD:
            self._room.refuse(command.session, code, command.re, text)
        else:
            self._room.refuse(command.session, "media_failed", command.re, f"{code}: {text}")
        if isinstance(command, AcceptPublisher):
            self._publications.refused(command.session)
        if seat is None or seat.session != command.session:
            return
        link = seat.up if isinstance(command, AcceptPublisher) else seat.down
        if not isinstance(command, AcceptAnswer):
            link.is_asked = False
        if code == "no_worker":
            link.was_refused = True
        elif code in FORGOTTEN:
            self._forget(seat, link, now)

    def _forget(self, seat: Seat, link: Link, now: int) -> None:
        link.breaks("closed", now + self._room.settings.grace_ms)
        if link is seat.down:
            seat.downlink.restart()
        self._room.tell(seat.session, MediaLost(up=link is seat.up, down=link is seat.down))

    def _adopt_viewers(self, carried: frozenset[str], slots: Mapping[str, int]) -> None:
        """Go on with the WHEP clients that the worker carries."""
        viewers = self._room.viewers
        carrying = {name for name in carried if name.startswith("whep/")}
        for viewer in viewers.keys() - carrying:
            del viewers[viewer]
        for viewer in carrying - viewers.keys():
            viewers[viewer] = Downlink(slots=slots.get(viewer, 1))

    def _break(self, seat: Seat, carried: frozenset[str], now: int) -> None:
        """Break the links of a seat that are not among those carried, and tell its session."""
        up = self._has_lost(seat.up, f"{seat.member.id}/up", carried, now)
        down = self._has_lost(seat.down, f"{seat.member.id}/down", carried, now)
        if down:
            seat.downlink.restart()
        if seat.publisher is not None and self._has_lost(seat.whip, seat.publisher, carried, now):
            self._publications.vanished(seat)
            self._membership.release(seat, now)
        if up or down:
            self._room.tell(seat.session, MediaLost(up=up, down=down))

    def _has_lost(self, link: Link, name: str, carried: frozenset[str], now: int) -> bool:
        if name in carried or not (link.is_alive or link.was_refused):
            return False
        was_refused, link.was_refused = link.was_refused, False
        if link.is_alive:
            link.breaks("closed", now + self._room.settings.grace_ms)
            return True
        return was_refused
