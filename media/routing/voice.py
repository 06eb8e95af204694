"""Know how loud a publisher's sound is, by what its packets say of themselves (RFC 6464)."""

from __future__ import annotations

from collections.abc import Iterable

from media.packets.rtp import RtpPacket

#: The loudest there is; 0 is silence. dB above the quietest that RFC 6464 can say.
LOUDEST = 127
#: dB/s: slow enough to last from one syllable to the next.
_FADES = 60.0
#: Of a louder packet this share counts at once: a click is no voice, two packets are.
_RISES = 0.5


class Voice:
    """
    The loudness of one track; `extension` is the negotiated id of the level, `None` without one.

    Without levels the loudness stays unknown.
    """

    __slots__ = ("_at", "_loudness", "extension")

    def __init__(self) -> None:
        self.extension: int | None = None
        self._loudness: float | None = None
        self._at = 0.0

    def hear(self, packets: Iterable[RtpPacket], now: float) -> None:
        """Read the levels of packets that have just come."""
        if self.extension is None:
            return
        for packet in packets:
            level = self.level(packet)
            if level is not None:
                self._hear(level, now)

    def level(self, packet: RtpPacket) -> int | None:
        """How loud one packet says it is, 0 to 127 dB; `None` where it does not say."""
        content = packet.extension(self.extension) if self.extension is not None else None
        return LOUDEST - (content[0] & 0x7F) if content else None

    def _hear(self, loudness: float, now: float) -> None:
        before = self.loudness(now) or 0.0
        self._at = now
        self._loudness = before + max(0.0, _RISES * (loudness - before))

    def loudness(self, now: float) -> float | None:
        """0 to 127 dB; `None` for a publisher that does not say."""
        if self._loudness is None:
            return None
        return max(0.0, self._loudness - _FADES * (now - self._at))
