"""Repeat pictures before anybody could ask for them, where asking takes longer than a picture can wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from media.routing.outgoing import OutgoingStream

#: A line that loses less by itself, or over which an answer is there sooner, is left alone.
LOSSY, FAR = 0.02, 0.08
#: Runs of losses should be over, and the picture still be awaited, seconds.
_SOONEST, _LATEST = 0.04, 0.08
#: Of what the line carries: so full it may become, and so much of it they take at most.
_FULL, _MOST = 0.85, 0.45
_BURST_S = 0.3
_MOST_WAITING = 256


class UnaskedRepeats:
    """
    One down-link's pictures, each packet of which is due once more a little later.

    It is so while the line loses packets by itself over a long round trip and has
    room for it: `adapt` says so. What the room is too small for is left to the
    receiver's requests.
    """

    __slots__ = ("_credit", "_credit_at", "_delay", "_newest", "_rate", "_waiting")

    def __init__(self) -> None:
        self._waiting: deque[tuple[float, OutgoingStream, int]] = deque(maxlen=_MOST_WAITING)
        self._newest: dict[int, int] = {}
        self._rate = self._credit = self._credit_at = self._delay = 0.0

    @property
    def active(self) -> bool:
        """Whether anything is to be repeated."""
        return self._rate > 0

    def adapt(self, carried: float, used: float, lost: float, rtt: float) -> None:
        """Fit to a line of `carried` bit/s, `used` of them, that loses this share (0 to 1) by itself."""
        is_worth_it = lost >= LOSSY and rtt >= FAR
        room = min(max(0.0, _FULL * carried - used), _MOST * carried)
        self._rate = room / 8 if is_worth_it else 0.0
        self._delay = min(max(_SOONEST, rtt / 2), _LATEST)
        if not self.active:
            self._waiting.clear()
            self._newest.clear()

    def note(self, streams: Iterable[OutgoingStream], now: float) -> None:
        """See what went out since the last call."""
        for stream in streams:
            newest = stream.newest_out
            count = (newest - self._newest.get(stream.ssrc, newest)) & 0xFFFF
            self._newest[stream.ssrc] = newest
            for back in reversed(range(min(count, _MOST_WAITING))):
                self._waiting.append((now + self._delay, stream, (newest - back) & 0xFFFF))

    def due(self, now: float) -> Iterator[tuple[OutgoingStream, int]]:
        """The streams and numbers to repeat now, as long as `spend` leaves something."""
        self._credit = min(self._rate * _BURST_S, self._credit + self._rate * (now - self._credit_at))
        self._credit_at = now
        together, goes = 0.0, False
        while self._waiting and self._waiting[0][0] <= now:
            at, stream, sequence = self._waiting.popleft()
            # A part of a picture is of no use: what went out together is repeated together, or not.
            if at != together:
                together, goes = at, self._credit > 0
            if goes:
                yield stream, sequence

    def spend(self, size: int) -> None:
        """Count the bytes that a repeat took."""
        self._credit -= size
