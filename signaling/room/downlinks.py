"""Negotiate the members' down-links, and keep routed what each of them is to receive."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from signaling.commands import AcceptAnswer, CloseTransports, OfferSlots, Route
from signaling.messages import Answer, Offer, Ok, Shown, Slot, Slots, Subscribe
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Downlink, Seat
from signaling.room.slots import allocate, contents, routes, wanted, wanted_by_viewer
from signaling.settings import slots_for
from signaling.state import Role

#: The worker offers no more in one down-link.
MOST_SLOTS = 64


class Downlinks(Part):
    """
    The receiving side of all members and viewers.

    A route or a list of slots is sent only when it differs from the last one.
    """

    def __init__(self, room: Proceedings) -> None:
        self._room = room

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {Subscribe: self.subscribe, Answer: self.answer, Shown: self.show}

    def subscribe(self, seat: Seat, session: str, wish: Subscribe, now: int) -> None:
        """Ask for an offer: of a new down-link, or of new ICE credentials for the present one."""
        restart = wish.restart and seat.down.is_alive and seat.downlink.slots > 0
        member = seat.member.id
        if not restart:
            if seat.down.is_alive:
                self._room.do(CloseTransports(member, up=False, down=True))
            seat.down.state = "none"
            seat.downlink.restart()
        slots = seat.downlink.slots or self._slots_needed(seat)
        seat.downlink.asked = slots
        seat.down.is_asked = True
        self._room.do(OfferSlots(session, member, wish.id, slots, restart))

    def offered(self, command: OfferSlots, sdp: str, slots: Collection[Slot]) -> None:
        """The worker has made the offer: number it and send it."""
        seat = self._room.seats.get(command.member)
        if seat is None or seat.session != command.session:
            return
        seat.downlink.negotiation += 1
        seat.downlink.offered = len(slots)
        offer = Offer(re=command.re, negotiation=seat.downlink.negotiation, sdp=sdp, slots=list(slots))
        self._room.tell(command.session, offer)

    def answer(self, seat: Seat, session: str, wish: Answer, now: int) -> None:
        """Pass the answer to the newest offer on to the worker."""
        if wish.negotiation != seat.downlink.negotiation:
            self._room.refuse(session, "stale_negotiation", wish.id)
            return
        self._room.do(AcceptAnswer(session, seat.member.id, wish.id, wish.negotiation, wish.sdp))

    def show(self, seat: Seat, session: str, wish: Shown, now: int) -> None:
        """Note how high the page draws its pictures: nothing larger is sent, and nothing that is not seen."""
        seat.downlink.heights = dict(wish.heights)

    def answered(self, command: AcceptAnswer) -> None:
        """The worker has taken the answer: the slots can carry something now."""
        seat = self._room.seats.get(command.member)
        if seat is None or seat.session != command.session:
            return
        self._room.tell(command.session, Ok(re=command.re))
        if command.negotiation == seat.downlink.negotiation:
            seat.down.is_made()
            seat.downlink.slots = seat.downlink.offered
            seat.downlink.routed = None

    def forget_routes(self) -> None:
        """The worker is a new one or has come back: everything is routed again."""
        for downlink in (
            *(seat.downlink for seat in self._room.seats.values()),
            *self._room.viewers.values(),
        ):
            downlink.routed = None

    def settle(self) -> None:
        """Route what every member and viewer is to receive by the present state."""
        state = self._room.state
        for member, seat in self._room.seats.items():
            if seat.downlink.slots:
                chosen = wanted(state, member)
                self._route(member, seat.downlink, chosen, seat.session)
                self._grow(seat, len(chosen))
        for viewer, downlink in self._room.viewers.items():
            self._route(viewer, downlink, wanted_by_viewer(state), None)

    def _route(self, receiver: str, downlink: Downlink, chosen: Sequence[str], session: str | None) -> None:
        state = self._room.state
        downlink.allocation = allocate(downlink.allocation, chosen, downlink.slots)
        told = contents(state, downlink.allocation)
        if told != downlink.told and session is not None:
            downlink.told = told
            self._room.tell(session, Slots(slots=told))
        routed = routes(state, downlink.allocation, downlink.heights)
        if routed != downlink.routed:
            downlink.routed = routed
            self._room.do(Route(receiver, routed))

    def _grow(self, seat: Seat, sources: int) -> None:
        """Offer more slots once: a worker that would not is not asked for the same number again."""
        needed = self._slots_needed(seat)
        if sources > seat.downlink.slots and needed > seat.downlink.asked and seat.session is not None:
            seat.downlink.asked = needed
            self._room.do(OfferSlots(seat.session, seat.member.id, None, needed, False))

    def _slots_needed(self, seat: Seat) -> int:
        """Count the slots to offer: the role's own, up to what there is to see where all is to be seen."""
        settings, state = self._room.settings, self._room.state
        slots = slots_for(seat.member.role, settings)
        if seat.member.role is Role.MASTER:
            most = MOST_SLOTS
        else:
            most = settings.research_slots if state.conduct.form == "research" else slots
        while slots < min(len(wanted(state, seat.member.id)), most):
            slots += settings.slot_step
        return min(slots, most)
