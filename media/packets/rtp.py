"""Read an RTP packet (RFC 3550, header extensions of RFC 8285) once for all who forward it."""

from __future__ import annotations

import struct

_HEADER = struct.Struct("!BBHII")
_EXTENSION_HEAD = struct.Struct("!HH")
_ONE_BYTE_PROFILE = 0xBEDE
_TWO_BYTE_PROFILE = 0x1000


class MalformedPacket(ValueError):
    """The bytes are not the packet they claim to be."""


class RtpPacket:
    """
    One RTP packet as it came off the wire, decrypted.

    `data` is the whole packet, `payload` what the codec made: without
    contributing sources, extensions and padding, and empty for a packet of
    padding alone. The producer sets `starts_keyframe`.
    """

    __slots__ = (
        "_extensions_at",
        "_profile",
        "data",
        "header_size",
        "marker",
        "payload",
        "payload_type",
        "sequence",
        "ssrc",
        "starts_keyframe",
        "timestamp",
    )
    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    header_size: int
    payload: bytes

    def __init__(self, data: bytes) -> None:
        size = len(data)
        if size < 12:
            raise MalformedPacket("shorter than an RTP header")
        first, second, self.sequence, self.timestamp, self.ssrc = _HEADER.unpack_from(data)
        if first >> 6 != 2:
            raise MalformedPacket("not RTP version 2")
        self.data = data
        self.marker = second >> 7
        self.payload_type = second & 0x7F
        header_size = 12 + 4 * (first & 0x0F)
        self._extensions_at = header_size + 4 if first & 0x10 else 0
        if first & 0x10:
            header_size += self._read_extension_head(header_size)
        self.header_size = header_size
        end = size
        if first & 0x20:
            end -= data[-1] or size
        if header_size > end:
            raise MalformedPacket("extensions or padding run past the end")
        self.payload = data[header_size:end]
        self.starts_keyframe = False

    @classmethod
    def parse(cls, data: bytes) -> RtpPacket:
        """Read a decrypted packet; raises `MalformedPacket`."""
        return cls(data)

    def _read_extension_head(self, at: int) -> int:
        if len(self.data) < at + 4:
            raise MalformedPacket("extensions run past the end")
        self._profile, words = _EXTENSION_HEAD.unpack_from(self.data, at)
        size: int = 4 + 4 * words
        return size

    def extension(self, identifier: int) -> bytes | None:
        """
        The content of one header extension, or `None`.

        What an element claims beyond the end of the block is not there: a broken
        extension must not cost the media behind it.
        """
        if not self._extensions_at:
            return None
        if self._profile == _ONE_BYTE_PROFILE:
            return self._one_byte_extension(identifier)
        if self._profile & 0xFFF0 == _TWO_BYTE_PROFILE:
            return self._two_byte_extension(identifier)
        return None

    def _one_byte_extension(self, identifier: int) -> bytes | None:
        data, at, end = self.data, self._extensions_at, self.header_size
        while at < end:
            head = data[at]
            if head == 0:
                at += 1
                continue
            if head >> 4 == 15:
                return None
            size = (head & 0x0F) + 1
            if head >> 4 == identifier:
                return data[at + 1 : at + 1 + size] if at + 1 + size <= end else None
            at += 1 + size
        return None

    def _two_byte_extension(self, identifier: int) -> bytes | None:
        data, at, end = self.data, self._extensions_at, self.header_size
        while at + 1 < end:
            if data[at] == 0:
                at += 1
                continue
            size = data[at + 1]
            if data[at] == identifier:
                return data[at + 2 : at + 2 + size] if at + 2 + size <= end else None
            at += 2 + size
        return None
