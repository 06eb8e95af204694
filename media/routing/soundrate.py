"""Measure what a receiver's sound takes of its line, for that is never up for discussion."""

from __future__ import annotations

from collections.abc import Iterable

from media.routing.departures import OVERHEAD
from media.routing.slot import Slot

#: Opus as browsers send it, where nothing was measured yet.
_USUAL = 48_000.0
_SHORTEST_SPAN = 0.5
#: A pause in speech is short; the room for it is kept about so many seconds.
_KEPT_FOR = 4.0


class SoundRate:
    """bit/s on the wire of all sound of a receiver, headers and redundancy included."""

    __slots__ = ("_bits", "_measured_at", "_rate")

    def __init__(self) -> None:
        self._bits = 0.0
        self._measured_at: float | None = None
        self._rate = 0.0

    def read(self, slots: Iterable[Slot], now: float) -> float:
        """Count what the slots' sound has sent since the last call; what it is taken to need."""
        consumers = [slot.consumers["audio"] for slot in slots if "audio" in slot.consumers]
        streams = [consumer.stream for consumer in consumers if consumer.producer.layers]
        bits = 8.0 * sum(stream.octets + OVERHEAD * stream.packets for stream in streams)
        if self._measured_at is None:
            self._bits, self._measured_at = bits, now
            self._rate = _USUAL * bool(streams)
        elif now - self._measured_at >= _SHORTEST_SPAN:
            span = now - self._measured_at
            # Streams that a renegotiation or a route took away count down.
            rate = max(0.0, bits - self._bits) / span
            kept = self._rate * max(0.0, 1 - span / _KEPT_FOR)
            self._rate = max(rate, kept)
            self._bits, self._measured_at = bits, now
        return self._rate
