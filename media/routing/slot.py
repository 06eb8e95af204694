"""A place on a receiver's down-link, into which the router switches a source's sound and picture."""

from __future__ import annotations

from collections import Counter

from media.negotiated import Kind
from media.routing.consumer import Consumer
from media.routing.outgoing import OutgoingStream
from media.routing.pacing import Pacing
from media.routing.producer import Producer


class Slot:
    """
    The streams of one slot and the consumers that feed them; a kind may be missing.

    The ranks and `height` are what the slot's route says of sound and picture.
    """

    def __init__(self, streams: dict[Kind, OutgoingStream], drops: Counter[str], pacing: Pacing) -> None:
        self.streams = streams
        self.consumers: dict[Kind, Consumer] = {}
        self.audio_rank = 1
        self.video_rank = 0
        self.height: int | None = None
        self._drops = drops
        self._pacing = pacing

    def take(self, kind: Kind, producer: Producer | None, now: float) -> None:
        """Carry this producer from now on, or nothing; the same one again changes nothing."""
        stream = self.streams.get(kind)
        consumer = self.consumers.get(kind)
        if consumer is not None and consumer.producer is producer and consumer.stream is stream:
            return
        if consumer is not None:
            consumer.close()
            del self.consumers[kind]
        if producer is not None and stream is not None and producer.kind == kind:
            self.consumers[kind] = Consumer(producer, stream, self._drops, now, self._pacing)

    def replace(self, streams: dict[Kind, OutgoingStream], now: float) -> None:
        """Carry the same producers in other streams, after a renegotiation."""
        self.streams = streams
        for kind, consumer in list(self.consumers.items()):
            self.take(kind, consumer.producer, now)

    def resume(self, now: float) -> None:
        """The receiver has missed something: begin anew with what is carried."""
        for consumer in self.consumers.values():
            consumer.resume(now)

    def consumer_of(self, ssrc: int) -> Consumer | None:
        for consumer in self.consumers.values():
            if consumer.stream.ssrc == ssrc:
                return consumer
        return None

    def close(self) -> None:
        for consumer in self.consumers.values():
            consumer.close()
        self.consumers.clear()
