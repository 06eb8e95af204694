"""How packets of one encoding are rewritten for one outgoing stream, from one switch to the next."""

from __future__ import annotations

from media.negotiated import Codec
from media.packets.pictures import PictureNumbers, find_picture_numbers
from media.packets.rtp import RtpPacket
from media.routing.encoding import Encoding


class Binding:
    """
    Constant offsets from an encoding's packets to a receiver's.

    They are constant so that a packet asked for again is rewritten to the very
    same bytes. `newest` is the last packet that was sent.
    """

    __slots__ = (
        "_base_layer_offset",
        "_picture_offset",
        "cache",
        "clock",
        "codec",
        "newest",
        "payload_type",
        "receivers_type",
        "renumbers",
        "ssrc",
        "timestamp_offset",
    )

    def __init__(self, encoding: Encoding, packet: RtpPacket, codec: Codec) -> None:
        # Not the encoding itself: it begins anew when the publisher changes its SSRC.
        self.cache = encoding.cache
        self.clock = encoding.clock
        #: What the receiver calls the codec.
        self.codec = codec
        self.receivers_type = codec.payload_type
        self.ssrc = packet.ssrc
        self.payload_type = packet.payload_type
        self.timestamp_offset = 0
        self.newest = packet
        self._picture_offset = 0
        self._base_layer_offset = 0
        #: Whether payloads have to change at all.
        self.renumbers = False

    def continue_pictures(self, before: Binding | None) -> None:
        """Let the picture numbers go on from those of the binding before, if both have them."""
        last = before.numbers() if before is not None else None
        first = find_picture_numbers(self.codec.name, self.newest.payload)
        if last is None or first is None:
            return
        self._picture_offset = last.picture + 1 - first.picture
        self._base_layer_offset = last.base_layer + 1 - first.base_layer
        self.renumbers = True

    def numbers(self) -> PictureNumbers | None:
        """The picture numbers of the last packet, as the receiver has got them."""
        return find_picture_numbers(self.codec.name, self.payload(self.newest))

    def payload(self, packet: RtpPacket) -> bytes:
        """The payload as the receiver gets it."""
        if not self.renumbers:
            return packet.payload
        found = find_picture_numbers(self.codec.name, packet.payload)
        if found is None:
            return packet.payload
        picture = found.picture + self._picture_offset
        return found.write(packet.payload, picture, found.base_layer + self._base_layer_offset)

    def timestamp(self, packet: RtpPacket) -> int:
        return (packet.timestamp + self.timestamp_offset) & 0xFFFFFFFF

    def timestamp_at(self, now: float) -> int:
        """The outgoing timestamp of what is captured right now."""
        captured = self.clock.estimate(self.newest.timestamp)
        ahead = round((now - captured) * self.codec.clock_rate)
        return (self.timestamp(self.newest) + ahead) & 0xFFFFFFFF
