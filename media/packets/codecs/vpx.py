"""What VP8 and VP9 have in common on RTP: a descriptor before each payload, a picture until the marker."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from media.packets.codecs.frame import Frame
from media.packets.rtp import RtpPacket


class VpxDepacketizer(ABC):
    """
    A `Depacketizer` that ends a picture at its marker, or where another timestamp begins.

    `descriptor_size` measures a payload's descriptor in bytes and raises
    `IndexError` where it is cut off.
    """

    def __init__(self, descriptor_size: Callable[[bytes], int]) -> None:
        self.malformed = 0
        self._timestamp = 0
        self._descriptor_size = descriptor_size

    def push(self, packet: RtpPacket) -> Sequence[Frame]:
        """Take the next packet; the pictures that are whole now."""
        frames = self._finish() if packet.timestamp != self._timestamp else []
        self._timestamp = packet.timestamp
        self._take(packet.payload)
        if packet.marker:
            frames += self._finish()
        return frames

    def _take(self, payload: bytes) -> None:
        if not payload:
            return
        try:
            size = self._descriptor_size(payload)
        except IndexError:
            self.malformed += 1
            return
        self._add(payload[0], payload[size:])

    @abstractmethod
    def _add(self, flags: int, data: bytes) -> None:
        """Take one packet's part of the picture; `flags` is the descriptor's first byte."""

    @abstractmethod
    def _finish(self) -> list[Frame]:
        """The picture under way as a frame, if there is one; nothing of it stays."""

    @abstractmethod
    def lost(self) -> None:
        """Packets are missing: throw the picture under way away."""
