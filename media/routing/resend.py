"""Answer a receiver's NACKs, but never so eagerly that repeats crowd out the media."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from media.routing.outgoing import OutgoingStream

#: Repeats may take about as much as one good picture, and a burst of one keyframe.
BYTES_PER_SECOND = 250_000
BURST_BYTES = 80_000
#: On a line that is known they take no more than this share of it, for so many seconds at once.
SHARE, BURST_S = 0.3, 0.5
_SHORTEST_REPEAT = 0.02
_MOST_REMEMBERED = 512


class Resender:
    """
    The answers to one down-link's NACKs.

    The same packet is not repeated within one round trip, for the second request
    was sent before the first repeat could arrive.
    """

    __slots__ = ("_answered", "_burst", "_credit", "_credit_at", "_drops", "_rate", "ahead", "resent")

    def __init__(self, drops: Counter[str]) -> None:
        self._drops = drops
        self._answered: dict[tuple[int, int], float] = {}
        self._credit = float(BURST_BYTES)
        self._credit_at = float("-inf")
        self._rate, self._burst = float(BYTES_PER_SECOND), float(BURST_BYTES)
        self.resent = 0
        #: How many of them before they were asked for.
        self.ahead = 0

    def limit(self, rate: float | None) -> None:
        """Fit the budget to a line that carries `rate` bit/s; `None` is not known."""
        share = SHARE * rate / 8 if rate is not None else BYTES_PER_SECOND
        self._rate = min(BYTES_PER_SECOND, share)
        self._burst = min(BURST_BYTES, BURST_S * rate / 8 if rate is not None else BURST_BYTES)

    def answer(self, stream: OutgoingStream, sequences: Iterable[int], rtt: float, now: float) -> int:
        """Send what was asked for, as far as it is there and the budget allows; the bytes of payload."""
        self._credit = min(self._burst, self._credit + (now - self._credit_at) * self._rate)
        self._credit_at = now
        return sum(self._answer_one(stream, each, max(rtt, _SHORTEST_REPEAT), now) for each in sequences)

    def _answer_one(self, stream: OutgoingStream, sequence: int, spacing: float, now: float) -> int:
        key = (stream.ssrc, sequence)
        if now - self._answered.get(key, float("-inf")) < spacing:
            self._drops["repeat_too_soon"] += 1
            return 0
        # Sound is little, and what its players have no use for any more they do not ask for.
        if self._credit <= 0 and stream.track.kind == "video":
            self._drops["repeat_budget"] += 1
            return 0
        size = stream.resend(sequence, now)
        if not size:
            self._drops["repeat_not_cached"] += 1
            return 0
        self._credit -= size
        self.resent += 1
        self._note(key, now)
        return size

    def send_ahead(self, stream: OutgoingStream, sequence: int, now: float) -> int:
        """Send a packet again that nobody has asked for; the bytes of payload, which somebody else counts."""
        size = stream.resend(sequence, now)
        if size:
            self.ahead += 1
            self._note((stream.ssrc, sequence), now)
        return size

    def _note(self, key: tuple[int, int], now: float) -> None:
        self._answered.pop(key, None)
        self._answered[key] = now
        while len(self._answered) > _MOST_REMEMBERED:
            del self._answered[next(iter(self._answered))]
