"""One coded picture or sound packet, put together again from RTP, and the format it is coded in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from media.packets.rtp import RtpPacket


@dataclass(frozen=True, slots=True)
class Format:
    """
    What a decoder must know before the first frame.

    `codec` is the name of RFC 6381 (`avc1.42e01f`, `vp09.00.31.08`, `vp8`, `opus`),
    `configuration` the content of the MP4 box that belongs to it (avcC, vpcC,
    dOps; empty for VP8). Video has `width` and `height` in pixels, audio `channels`.
    """

    codec: str
    configuration: bytes = b""
    width: int = 0
    height: int = 0
    channels: int = 0

    def continues(self, other: Format) -> bool:
        """
        Whether frames of this format may follow those of `other` in one file.

        The configuration is left out: encoders renumber their parameter sets at
        every keyframe, and H.264 frames carry them along.
        """
        return (self.codec, self.width, self.height, self.channels) == (
            other.codec,
            other.width,
            other.height,
            other.channels,
        )


@dataclass(slots=True)
class Frame:
    """
    One coded frame. `data` is as the file wants it (H.264: each NAL unit behind its 4-byte length).

    `timestamp` is the RTP timestamp; `duration` is in its units and 0 where only
    the next frame can tell; `format` is known with every keyframe.
    """

    timestamp: int
    data: bytes
    keyframe: bool
    format: Format | None = None
    duration: int = 0


class Depacketizer(Protocol):
    """
    Makes frames of one encoding's packets, given in order and without duplicates.

    `push` answers with the frames that the packet completes; what cannot be a
    frame is counted in `malformed`. `lost` must be called where packets are
    missing: the frame under way is thrown away.
    """

    malformed: int

    def push(self, packet: RtpPacket) -> Sequence[Frame]: ...

    def lost(self) -> None: ...
