"""Which layer of a producer somebody takes, and how it comes to another one without a broken picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from media.packets.burst import Burst
from media.routing.encoding import Encoding
from media.routing.sink import Sink

if TYPE_CHECKING:
    from media.routing.producer import Producer

#: Above the rank of any layer.
BEST = 99


class _Nobody:
    """Where the packets of a closed subscription go."""

    is_patient = True

    def forward(self, burst: Burst, now: float) -> None: ...

    def producer_closed(self, now: float) -> None: ...


_NOBODY = _Nobody()


class Subscription:
    """
    One sink's place at a producer.

    The sink takes the best living layer whose rank is not above `ceiling`, none
    if that is `None`. It goes over to another layer where a keyframe of that one
    begins, and until then gets what it got. A keyframe is asked for only while
    somebody waits for one.
    """

    __slots__ = ("_producer", "ceiling", "current", "sink", "target")
    is_patient = False

    def __init__(self, producer: Producer, sink: Sink, ceiling: int | None = BEST) -> None:
        self._producer = producer
        self.sink = sink
        self.ceiling = ceiling
        self.current: Encoding | None = None
        #: The layer that it goes over to, while it waits for its keyframe.
        self.target: Encoding | None = None

    def aim(self, ceiling: int | None, now: float) -> None:
        """Take no layer of a rank above the ceiling from now on; `None` pauses."""
        self.ceiling = ceiling
        self.take(self._producer.best(ceiling), now)

    def take(self, encoding: Encoding | None, now: float) -> None:
        """Go over to this layer, at once if nothing is taken now."""
        if encoding is (self.target or self.current):
            return
        self._forget_target()
        if encoding is None or self.current is None:
            self._settle(encoding)
        elif encoding is not self.current:
            self.target = encoding
            encoding.add_sink(self)
            self._producer.request_keyframe(now)

    def forward(self, burst: Burst, now: float) -> None:
        """Look through what the target brings for the keyframe at which to go over."""
        start = next((place for place, packet in enumerate(burst.packets) if packet.starts_keyframe), None)
        if start is None:
            self._producer.request_keyframe(now)
            return
        target = self.target
        self._forget_target()
        self._settle(target)
        self.sink.forward(burst if start == 0 else Burst(burst.packets[start:]), now)

    def producer_closed(self, now: float) -> None:
        """Wait for no layer; the sink itself is told by `end`."""
        self.target = self.current = None

    def end(self, now: float) -> None:
        """The producer has closed: take nothing more, and tell the sink."""
        sink = self.sink
        self.close()
        sink.producer_closed(now)

    def close(self) -> None:
        """Take nothing more, and let go of the sink, which refers to us. May be called again."""
        self._forget_target()
        self._settle(None)
        self._producer.forget(self)
        self.sink = _NOBODY

    def _forget_target(self) -> None:
        if self.target is not None:
            self.target.remove_sink(self)
            self.target = None

    def _settle(self, encoding: Encoding | None) -> None:
        if self.current is not None:
            self.current.remove_sink(self.sink)
        self.current = encoding
        if encoding is not None:
            encoding.add_sink(self.sink)
