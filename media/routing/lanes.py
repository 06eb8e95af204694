"""Receivers of an encoding whose packets need no thought: what comes is sent to all of them at once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any, Protocol

from media.packets.burst import Burst, Rewrite
from media.packets.rtp import RtpPacket
from media.routing.sink import Sink


class Lane(Protocol):
    """An outgoing stream, as the compiled loop rewrites and sends it (`media.kernel.lane`)."""

    @property
    def ready(self) -> bool: ...
    def follow(self, rewrite: Rewrite) -> bool: ...
    def note_departures(self, next_number: array[int], times: array[float], sizes: array[int]) -> None: ...
    def note_repeats(self, sequences: array[int], numbers: array[int]) -> None: ...


class Way(Protocol):
    """The path out to one peer, which makes the lanes of its streams (`media.kernel.way`)."""

    def lane(self) -> Lane: ...


class FanOut(Protocol):
    """The compiled loop (`media.kernel.fan_out`)."""

    def table(self, lanes: Sequence[Any]) -> Any: ...
    def forward(self, loads: Sequence[tuple[Any, Burst]], now: float) -> list[list[int]]: ...


class Laned(Protocol):
    """A stream that is sent by its lane for a while, and is told when that ends."""

    @property
    def lane(self) -> Lane | None: ...
    def left_lanes(self) -> None: ...


class Lanes:
    """
    The sinks of one encoding that are served by their lanes.

    A sink comes in after a burst that was sent to it by hand, and goes out as soon
    as anything about it changes, or a burst comes that does not follow the last
    one. `packets`, `octets`, `newest` and `at` say what has gone through since the
    beginning; a stream takes over its share of that when it has to know.
    """

    __slots__ = ("_follows", "_members", "_table", "at", "newest", "octets", "packets")

    def __init__(self) -> None:
        self.packets = self.octets = 0
        self.newest: RtpPacket | None = None
        self.at = 0.0
        self._members: dict[Sink, Laned] = {}
        self._table: Any = None
        #: SSRC, payload type and sequence number of what comes next.
        self._follows = (0, 0, 0)

    def __contains__(self, sink: Sink) -> bool:
        return sink in self._members

    def __len__(self) -> int:
        return len(self._members)

    def admit(self, sink: Sink, stream: Laned, burst: Burst) -> bool:
        """Serve a sink that has got this burst as its last; false if the others have got another."""
        follows = _after(burst)
        if self._members and follows != self._follows:
            return False
        self._follows = follows
        self._members[sink] = stream
        self._table = None
        return True

    def dismiss(self, sink: Sink) -> None:
        """Serve a sink no longer; one that is not served does no harm."""
        stream = self._members.pop(sink, None)
        if stream is not None:
            self._table = None
            stream.left_lanes()

    def dismiss_all(self) -> None:
        for sink in list(self._members):
            self.dismiss(sink)

    def table(self, burst: Burst, fan_out: FanOut) -> Any:
        """What `forward` needs to send this burst on; `None` if nobody is there who could take it."""
        if not self._members:
            return None
        first = burst.packets[0]
        if not burst.plain or (first.ssrc, first.payload_type, first.sequence) != self._follows:
            self.dismiss_all()
            return None
        if self._table is None:
            self._table = fan_out.table([stream.lane for stream in self._members.values()])
        return self._table

    def sent(self, burst: Burst, refused: Sequence[int], now: float) -> None:
        """The burst has gone to everybody but those in these places of the table."""
        if refused:
            sinks = list(self._members)
            for place in refused:
                self.dismiss(sinks[place])
        self.packets += len(burst.packets)
        self.octets += burst.octets
        self.newest, self.at = burst.packets[-1], now
        self._follows = _after(burst)


def _after(burst: Burst) -> tuple[int, int, int]:
    last = burst.packets[-1]
    return last.ssrc, last.payload_type, (last.sequence + 1) & 0xFFFF
