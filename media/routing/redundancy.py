"""
Send a receiver whose line loses packets each frame of sound more than once, as far as the line has room.

Copies travel some packets behind their original, for losses come in runs.
`docs/adr/0013-sound-on-lossy-lines.md` has the measurements behind the numbers.
"""

from __future__ import annotations

from collections import OrderedDict

from media.packets.codecs.opus import duration
from media.packets.red import build_red

#: How many frames behind its original each copy travels: one copy, two copies. A run of losses that is
#: shorter costs nothing then; farther back a player without a long buffer has no use for it.
_DISTANCES: tuple[tuple[int, ...], ...] = ((), (3,), (6, 3))
_FRAMES_KEPT = 8
#: What the copies of one stream take, bit/s, and how much of a line may go into them.
COPY_RATE = 34_000.0
SHARE = 0.16
#: Below the first a line is as good as whole; from the second on two copies are worth their price.
_LOSSY, _VERY_LOSSY = 0.02, 0.04
#: With a round trip this short a repeat is there before the frame is played.
_SHORT_RTT = 0.03
_REPAIRED_BY_REPEATS = 0.05
#: So long (seconds) the line must be better before a copy less is sent.
_CALM = 15.0


def copies(loss: float, rtt: float, rate: float | None) -> int:
    """
    How often (0 to 2) to send each frame again on a line that loses this share of its packets.

    `rtt` in seconds; `rate` is what the line carries, bit/s, `None` if that is not known.
    """
    enough = _REPAIRED_BY_REPEATS if rtt < _SHORT_RTT else _LOSSY
    if loss < enough:
        return 0
    return min(2 if loss >= _VERY_LOSSY else 1, _affordable(rate))


def _affordable(rate: float | None) -> int:
    return 1 if rate is None else int(SHARE * rate / COPY_RATE)


class Redundancy:
    """The copies of one outgoing stream: how many, and what they are made of."""

    __slots__ = ("_frames", "_needed_at", "copies")

    def __init__(self) -> None:
        self.copies = 0
        self._needed_at = float("-inf")
        #: Payloads by outgoing timestamp.
        self._frames: OrderedDict[int, bytes] = OrderedDict()

    def adapt(self, loss: float, rtt: float, rate: float | None, now: float) -> None:
        """
        Follow the line, see `copies`: more copies at once, fewer after 15 s in which they were not needed.

        What the line has no room for any more ends at once.
        """
        wanted = copies(loss, rtt, rate)
        needed = wanted >= self.copies
        if needed:
            self._needed_at = now
        if needed or self.copies > _affordable(rate) or now - self._needed_at >= _CALM:
            self.copies = wanted

    def wrap(self, payload_type: int, timestamp: int, payload: bytes) -> bytes:
        """A payload of RED (RFC 2198) with this frame and copies of earlier ones; call it for every frame."""
        frames = self._frames
        earlier = []
        for distance in _DISTANCES[self.copies]:
            back = distance * _ticks(payload)
            copy = frames.get((timestamp - back) & 0xFFFFFFFF)
            if copy is not None:
                earlier.append((back, copy))
        frames[timestamp] = payload
        if len(frames) > _FRAMES_KEPT:
            frames.popitem(last=False)
        return build_red(payload_type, payload, earlier)


def _ticks(payload: bytes) -> int:
    try:
        return duration(payload)
    except ValueError:
        return 960
