"""Receivers of an encoding whose packets need no thought: what comes is sent to all of them at once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
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


class Track(Protocol):
    """What the lanes of one encoding have in common (`media.kernel.track`)."""

    @property
    def packets(self) -> int: ...
    @property
    def octets(self) -> int: ...
    @property
    def at(self) -> float: ...
    @property
    def next(self) -> tuple[int, int, int]: ...
    def go_on(self, following: tuple[int, int, int]) -> None: ...
    def count(self, packets: int, octets: int, now: float) -> None: ...
    def carry(self, lanes: Sequence[Any]) -> None: ...
    def open(self) -> None: ...
    def close(self) -> None: ...


class FanOut(Protocol):
    """The compiled loop (`media.kernel.fan_out`)."""

    def track(self, has_pictures: bool) -> Any: ...
    def catch_up(self) -> None: ...
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
    one. What has gone through since the beginning is counted by the `track`; a
    stream takes over its share of that when it has to know.

    The intake may be ahead of Python: `catch_up` then brings everything here, and `newest`,
    to where the track is.
    """

    __slots__ = ("_catch_up", "_changed", "_is_ahead", "_members", "newest", "track")

    def __init__(self, track: Track, catch_up: Callable[[], None]) -> None:
        self.track = track
        self.newest: RtpPacket | None = None
        self._catch_up = catch_up
        self._members: dict[Sink, Laned] = {}
        self._changed = False
        #: Whether the track may have gone on after what is looked at.
        self._is_ahead = False

    def __contains__(self, sink: Sink) -> bool:
        return sink in self._members

    def __len__(self) -> int:
        return len(self._members)

    def admit(self, sink: Sink, stream: Laned, burst: Burst) -> bool:
        """Serve a sink that has got this burst as its last; false if others have got more, or may have."""
        if self._is_ahead:
            return False
        following = _after(burst)
        if not self._members:
            self.track.go_on(following)
        elif following != self.track.next:
            return False
        self._change()
        self._members[sink] = stream
        return True

    def _change(self) -> None:
        self.track.close()
        self._changed = True

    def dismiss(self, sink: Sink) -> None:
        """Serve a sink no longer; one that is not served does no harm."""
        stream = self._members.get(sink)
        if stream is not None:
            self._change()
            self.catch_up()
            # Looking at that may have done it already.
            if self._members.pop(sink, None) is not None:
                stream.left_lanes()

    def dismiss_all(self) -> None:
        """Serve nobody any longer."""
        for sink in list(self._members):
            self.dismiss(sink)

    def catch_up(self) -> None:
        """Look at what the intake has sent on."""
        self._catch_up()

    def takes(self, burst: Burst) -> bool:
        """Whether somebody is served, and this burst is what comes next; if it is not, nobody is."""
        self._is_ahead = False
        if not self._members:
            return False
        first = burst.packets[0]
        if not burst.plain or (first.ssrc, first.payload_type, first.sequence) != self.track.next:
            self.dismiss_all()
            return False
        self._settle()
        return True

    def _settle(self) -> None:
        if self._changed:
            self._changed = False
            self.track.carry([stream.lane for stream in self._members.values()])

    def sent(self, burst: Burst, refused: Sequence[int], now: float) -> None:
        """The burst has gone to everybody but those in these places of the track."""
        if refused:
            sinks = list(self._members)
            for place in refused:
                self.dismiss(sinks[place])
        self.track.count(len(burst.packets), burst.octets, now)
        self.newest = burst.packets[-1]
        self.track.go_on(_after(burst))

    def sent_ahead(self, burst: Burst) -> None:
        """The intake had sent this burst when it came."""
        self._is_ahead = True
        self.newest = burst.packets[-1]

    def open(self, sinks: Sequence[Sink], burst: Burst) -> None:
        """
        Let the intake send on what comes after this burst, if all of these are served or can wait a moment.

        What nobody takes at present can wait, too.
        """
        if all(sink in self._members or sink.is_patient for sink in sinks):
            if not self._members:
                self.track.go_on(_after(burst))
            self._settle()
            self.track.open()


def _after(burst: Burst) -> tuple[int, int, int]:
    last = burst.packets[-1]
    return last.ssrc, last.payload_type, (last.sequence + 1) & 0xFFFF
