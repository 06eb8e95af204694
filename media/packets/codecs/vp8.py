"""Put VP8 frames together from RTP (RFC 7741)."""

from __future__ import annotations

from media.packets.codecs.frame import Format, Frame
from media.packets.codecs.vpx import VpxDepacketizer

_START_CODE = b"\x9d\x01\x2a"


def descriptor_size(payload: bytes) -> int:
    """The size of the VP8 payload descriptor in bytes; raises `IndexError` where it is cut off."""
    if not payload[0] & 0x80:
        return 1
    flags = payload[1]
    size = 2
    if flags & 0x80:
        size += 2 if payload[size] & 0x80 else 1
    if flags & 0x40:
        size += 1
    if flags & 0x30:
        size += 1
    return size


def describe(frame: bytes) -> Format | None:
    """The format in a keyframe's header (RFC 6386, 9.1), or `None` for any other frame."""
    if len(frame) < 10 or frame[0] & 1 or frame[3:6] != _START_CODE:
        return None
    width = int.from_bytes(frame[6:8], "little") & 0x3FFF
    height = int.from_bytes(frame[8:10], "little") & 0x3FFF
    return Format("vp8", b"", width, height) if width and height else None


class Vp8Depacketizer(VpxDepacketizer):
    """Frames from their first partition's start bit to the marker."""

    def __init__(self) -> None:
        super().__init__(descriptor_size)
        self._parts: list[bytes] = []

    def lost(self) -> None:
        self._parts = []

    def _add(self, flags: int, data: bytes) -> None:
        starts = flags & 0x10 and not flags & 0x07
        if starts or self._parts:
            self._parts.append(data)

    def _finish(self) -> list[Frame]:
        data, self._parts = b"".join(self._parts), []
        if not data:
            return []
        if data[0] & 1:
            return [Frame(self._timestamp, data, keyframe=False)]
        form = describe(data)
        if form is None:
            self.malformed += 1
            return []
        return [Frame(self._timestamp, data, keyframe=True, format=form)]
