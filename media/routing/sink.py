"""What everything that takes a producer's packets must offer: receivers' consumers and recorders alike."""

from __future__ import annotations

from typing import Protocol

from media.packets.burst import Burst


class Sink(Protocol):
    """
    Takes the packets of one producer.

    Packets are decrypted and restored from retransmissions, may come out of
    order and never twice. One with an empty payload carries padding alone: it
    says only that its sequence number is no loss. A change of a packet's SSRC is a
    change of the layer; numbers and timestamps begin anew there.
    """

    @property
    def is_patient(self) -> bool:
        """Whether it may get packets a moment (100 ms) after they have come."""

    def forward(self, burst: Burst, now: float) -> None:
        """Take what came together; must not raise and must not block."""

    def producer_closed(self, now: float) -> None:
        """There will be no more packets."""
