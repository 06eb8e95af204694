"""Fill a probe's cluster: with repeats of what was sent last, for a lost packet may be among them."""

from __future__ import annotations

from collections.abc import Iterable

from media.routing.departures import OVERHEAD
from media.routing.outgoing import OutgoingStream

#: A probe at 6 Mbit/s needs no more for one tick.
_MOST_AT_ONCE = 40


def send_padding(streams: Iterable[OutgoingStream], size: int, now: float) -> int:
    """
    Send about `size` bytes that mean nothing new; the bytes that it came to.

    Streams that cannot repeat are passed over: without any nothing is sent.
    """
    stream = next((each for each in streams if each.can_pad), None)
    if stream is None:
        return 0
    sent, repeats = 0, True
    for back in range(_MOST_AT_ONCE):
        if sent >= size:
            break
        payload = stream.repeat(back, now) if repeats else 0
        repeats = payload > 0
        sent += (payload or stream.pad(now)) + OVERHEAD
    return sent
