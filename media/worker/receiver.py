"""A member's down-link on this worker: its transport, and the slots that are sent over it."""

from __future__ import annotations

from media.negotiated import DownSpec
from media.packets.sdp import SessionDescription
from media.routing.downlink import DownLink
from media.transport.endpoint import Endpoint
from media.transport.negotiation import Remote
from media.transport.receiving import ReceiverSources, answer_receiver, offer_slots, read_answer
from media.transport.transport import Transport
from media.worker.conversation import Conversation
from media.worker.protocol import SlotMids


class Receiver:
    """One `open_down` or `accept_down` transport; its down-link exists once the peer has answered."""

    def __init__(self, endpoint: Endpoint, now: float) -> None:
        self.conversation = Conversation(endpoint, now)
        self.downlink: DownLink | None = None
        self._overload = endpoint.overload
        #: How many slots the peer has agreed to.
        self.slots = 0
        self._sources = ReceiverSources()
        self._offered = 0

    @property
    def transport(self) -> Transport:
        """The path to the peer; another one after an answer from a new peer."""
        return self.conversation.transport

    @property
    def awaits_answer(self) -> bool:
        """Whether an offer of ours is open."""
        return self._offered > 0

    def offer(self, slots: int, restart: bool) -> tuple[str, list[SlotMids]]:
        """
        Offer at least `slots` slots.

        A peer that is already there gets new ICE credentials each time, so that a
        reloaded page that answers in its place can be told from it.
        """
        if restart or self.transport.fingerprints:
            self.transport.restart_ice()
        offered = self._sources.grow(slots)
        self._offered = len(offered)
        description = offer_slots(offered, self.conversation.local())
        mids = [section.mid for section in description.media]
        return str(description), [
            SlotMids(slot=each.slot, audio_mid=mids[2 * at], video_mid=mids[2 * at + 1])
            for at, each in enumerate(offered)
        ]

    def take_answer(self, answer: SessionDescription, remote: Remote, now: float) -> Transport | None:
        """Apply the answer to `offer`. Gives a transport to close if the answer came from a new peer."""
        spec = read_answer(self._sources.slots[: self._offered], answer)
        self._offered = 0
        replaced = self.conversation.answered(remote, now)
        if replaced is not None:
            # SRTP to a new peer counts from nothing: numbering must begin anew with it.
            self.downlink = None
        self._connect(spec)
        return replaced

    def check(self, offer: SessionDescription) -> None:
        """Raise what `accept` would raise: `MalformedSdp` or `NoUsableCodec`."""
        answer_receiver(offer, self._sources, self.conversation.local())

    def accept(self, offer: SessionDescription, remote: Remote) -> tuple[str, list[SlotMids]]:
        """Follow the offer of a receiver; give the answer and the slots that it makes."""
        self.conversation.heard(remote)
        answer, spec = answer_receiver(offer, self._sources, self.conversation.local())
        self._connect(spec)
        return str(answer), [
            SlotMids(
                slot=slot.slot,
                audio_mid=slot.audio.mid if slot.audio else None,
                video_mid=slot.video.mid if slot.video else None,
            )
            for slot in spec.slots
        ]

    def connected(self, now: float) -> None:
        """The peer is there, or there again: its pictures need keyframes."""
        if self.downlink is not None:
            self.downlink.connected(now, self.transport.round_trip)

    def _connect(self, spec: DownSpec) -> None:
        self.slots = len(spec.slots)
        if self.downlink is None:
            self.downlink = DownLink(
                spec, self.transport.send_rtp, self.transport.send_rtcp, self.transport.way
            )
            self.downlink.thinning.overload = self._overload
        else:
            self.downlink.update(spec)
        self.transport.on_rtcp = self.downlink.receive_rtcp
        self.transport.on_moved = self.downlink.connected
