"""Cut a byte stream into datagrams and back (RFC 4571): each has its length in two bytes before it."""

from __future__ import annotations

# As long as the UDP port takes them.
LONGEST_FRAME = 2048

_HEAD = 2


class MalformedFrame(ValueError):
    """A length that no datagram of a peer has; the rest of the stream cannot be read."""


class FrameReader:
    """The reading end of one connection. Keeps at most one incomplete frame."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """
        Take what the stream brought, give the frames that are complete now.

        Raises `MalformedFrame` for an empty frame or one above 2048 bytes: close
        the connection then.
        """
        stream = self._rest + data
        frames, at = [], 0
        while len(stream) - at >= _HEAD:
            length = stream[at] << 8 | stream[at + 1]
            if not 0 < length <= LONGEST_FRAME:
                raise MalformedFrame(f"a frame of {length} bytes")
            end = at + _HEAD + length
            if end > len(stream):
                break
            frames.append(stream[at + _HEAD : end])
            at = end
        self._rest = stream[at:]
        return frames


def frame(datagram: bytes) -> bytes:
    """The datagram as the stream carries it; it must not be longer than 65535 bytes."""
    return len(datagram).to_bytes(_HEAD, "big") + datagram
