"""Keep one receiver's sound whole: learn what its line loses, and do what helps against that."""

from __future__ import annotations

from collections.abc import Mapping

from media.routing.consumer import Consumer
from media.routing.slot import Slot
from media.routing.soundstream import SoundStream


class SoundRepair:
    """
    What the slots' sound loses, and what is sent against it.

    Call `reported` with each receiver report of a sound stream and `adapt` now and then.
    """

    def __init__(self, slots: Mapping[int, Slot]) -> None:
        self._slots = slots

    def reported(self, stream: SoundStream, fraction: float, now: float) -> None:
        """A receiver report says what share of the stream it missed; the publisher is told of it in turn."""
        if stream.missed.reported(fraction, stream.packets):
            for consumer in self._sounding():
                if consumer.stream is stream:
                    consumer.producer.missed.heard(stream.missed.share, now)

    def adapt(self, rtt: float, rate: float | None, now: float) -> None:
        """Let the copies of every stream follow a line of `rate` bit/s, which they share."""
        sounding = self._sounding()
        share = rate / len(sounding) if rate is not None and sounding else rate
        for consumer in sounding:
            if isinstance(consumer.stream, SoundStream):
                consumer.stream.adapt(rtt, share, now)

    def _sounding(self) -> list[Consumer]:
        consumers = (slot.consumers.get("audio") for slot in self._slots.values())
        return [each for each in consumers if each is not None and each.layer is not None]
