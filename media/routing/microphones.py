"""Send a room's loudest microphones on and leave the others out, without cutting the beginning of a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from media.routing.consumer import Consumer
from media.routing.loudest import Loudest
from media.routing.producer import Producer
from media.routing.slot import Slot
from media.routing.subscription import BEST

#: Why a consumer of a microphone sends nothing.
NOT_AMONG_LOUDEST = "not_among_loudest"
#: As many open microphones as a conversation has speakers.
PLACES = 4
#: It takes a packet or two to tell a voice: a microphone that is let in begins this much earlier, seconds.
_BACKLOG = 0.1


class Microphones:
    """
    Which of a room's microphones its receivers get.

    Those in `always` (the teacher's) and those of publishers that do not say how
    loud they are take no place. Call `tick` often, and `settle` for a consumer
    that is new.
    """

    def __init__(self, producers: Mapping[str, Producer], places: int = PLACES) -> None:
        self.always: frozenset[str] = frozenset()
        #: Those that are left out at present.
        self.left_out: frozenset[str] = frozenset()
        #: How often a receiver's sound was ended for that.
        self.interruptions = 0
        self._producers = producers
        self._loudest = Loudest(places)

    def tick(self, slots: Iterable[Slot], now: float) -> None:
        """See who speaks, and let the consumers in these slots follow."""
        loudness = self._loudness(now)
        if len(loudness) <= self._loudest.places and not self.left_out:
            return
        left_out = frozenset(loudness) - self._loudest.choose(loudness, now)
        if left_out != self.left_out:
            self.left_out = left_out
            for slot in slots:
                self.settle(slot, now)

    def _loudness(self, now: float) -> dict[str, float]:
        found = {}
        for name, producer in self._producers.items():
            if producer.kind == "audio" and producer.layers and name not in self.always:
                loudness = producer.voice.loudness(now)
                if loudness is not None:
                    found[name] = loudness
        return found

    def settle(self, slot: Slot, now: float) -> None:
        """Let the slot's sound begin or end as its microphone is sent on or left out."""
        consumer = slot.consumers.get("audio")
        if consumer is None:
            return
        leave_out, is_out = consumer.producer.id in self.left_out, consumer.waiting == NOT_AMONG_LOUDEST
        if leave_out and not is_out:
            consumer.aim(None, now)
            consumer.waiting = NOT_AMONG_LOUDEST
            self.interruptions += 1
        elif is_out and not leave_out:
            _let_in(consumer, now)


def _let_in(consumer: Consumer, now: float) -> None:
    consumer.waiting = ""
    consumer.aim(BEST, now)
    layer = consumer.layer
    if layer is not None:
        for packet in layer.cache.since(now - _BACKLOG):
            consumer.forward_paced(packet, now)
