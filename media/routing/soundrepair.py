"""Keep one receiver's sound whole: learn what its line loses, and do what helps against that."""

from __future__ import annotations

from collections.abc import Mapping

from media.routing.consumer import Consumer
from media.routing.redundancy import COPY_RATE, SHARE
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
            for consumer, sounding in self._sounding():
                if sounding is stream:
                    consumer.producer.missed.heard(stream.missed.share, now)

    def adapt(self, rtt: float, rate: float | None, now: float) -> None:
        """Let the copies follow a line of `rate` bit/s, those of the teacher's voice first."""
        for _, stream in self._sounding():
            stream.adapt(rtt, rate, now)
            if rate is not None and stream.is_sounding(now):
                rate = max(0.0, rate - stream.redundancy.copies * COPY_RATE / SHARE)

    def _sounding(self) -> list[tuple[Consumer, SoundStream]]:
        slots = sorted(self._slots.values(), key=lambda slot: slot.audio_rank)
        consumers = (slot.consumers.get("audio") for slot in slots)
        taking = (each for each in consumers if each is not None and each.layer is not None)
        return [(each, each.stream) for each in taking if isinstance(each.stream, SoundStream)]
