"""The pipes through which a room's producers go to other workers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from media.negotiated import Codec
from media.routing.pipelink import PipedTrack, PipeLink
from media.routing.producer import Producer
from media.transport.pipeport import PipePort
from media.transport.transport import State
from media.worker.protocol import PipeCodec, PipeEncoding, PipeOffer, PipeTrack, SendPipe

#: Called with a pipe's name whenever its state changes.
OnState = Callable[[str, State, str], None]


class PipeSender:
    """One `send_pipe`: the copies of what a publisher sends, on their way to another worker."""

    def __init__(self, command: SendPipe, counters: Counter[str], now: float) -> None:
        self.publisher = command.publisher
        self.goal = (tuple(command.addresses), command.port)
        self.port = PipePort(command.addresses, command.port, counters, now)
        self.link = PipeLink(self.port.pipe.send_rtp, self.port.pipe.send_rtcp)
        self.port.pipe.on_rtcp = self.link.receive_rtcp

    def offer(self, audio_level: int | None) -> PipeOffer:
        """What the other worker has to be told."""
        return PipeOffer(
            receive_key=self.port.receive_key,
            send_key=self.port.send_key,
            control_ssrc=self.link.control_ssrc,
            tracks=[_track(track) for track in self.link.tracks],
            audio_level=audio_level,
        )

    def tick(self, now: float) -> None:
        self.port.tick(now, self.link.greeting)
        self.link.tick(now)

    def close(self) -> None:
        """Send nothing more; nobody is told."""
        self.port.pipe.on_state = lambda state, reason: None
        self.link.close()
        self.port.pipe.close()


def _ignore_state(name: str, state: State, reason: str) -> None: ...


class Piping:
    """A room's pipes to other workers by name."""

    def __init__(self, counters: Counter[str], on_state: OnState) -> None:
        self.senders: dict[str, PipeSender] = {}
        self._counters = counters
        self._on_state = on_state
        self._past: Counter[str] = Counter()
        self._now = 0.0

    def send(
        self, command: SendPipe, producers: Iterable[Producer], audio_level: int | None, now: float
    ) -> PipeOffer:
        """Send these producers through the pipe of this name, which is made if it is not there."""
        self._now = now
        sender = self.senders.get(command.transport)
        if sender is None or sender.goal != (tuple(command.addresses), command.port):
            self.close(command.transport)
            sender = self.senders[command.transport] = PipeSender(command, self._counters, now)
            self._watch(command.transport, sender)
        sender.link.update(producers)
        return sender.offer(audio_level)

    def _watch(self, name: str, sender: PipeSender) -> None:
        def changed(state: State, reason: str) -> None:
            if state == "connected":
                sender.link.connected(self._now)
            elif state in ("closed", "failed"):
                self.close(name)
            self._on_state(name, state, reason)

        sender.port.pipe.on_state = changed

    def publisher_gone(self, publisher: str) -> None:
        """What it sent need not be piped any more."""
        for name in [name for name, sender in self.senders.items() if sender.publisher == publisher]:
            self.close(name)

    def close(self, name: str) -> None:
        """Close the pipe of this name, if there is one."""
        sender = self.senders.pop(name, None)
        if sender is not None:
            self._past += sender.link.counters()
            sender.close()

    def close_all(self) -> None:
        """Close every pipe for good, and let go of the room."""
        for name in list(self.senders):
            self.close(name)
        self._on_state = _ignore_state

    def tick(self, now: float) -> None:
        """Let every pipe do what is due; call it every 20 ms."""
        self._now = now
        for sender in list(self.senders.values()):
            sender.tick(now)

    def counters(self) -> Counter[str]:
        """Totals since the start, of closed pipes too."""
        totals = self._past.copy()
        for sender in self.senders.values():
            totals += sender.link.counters()
        return totals


def _track(track: PipedTrack) -> PipeTrack:
    return PipeTrack(
        producer=track.producer.id,
        kind=track.producer.kind,
        codecs=[_codec(codec) for codec in track.codecs],
        encodings=[
            PipeEncoding(rid=rid, ssrc=names.ssrc, rtx_ssrc=names.repair_ssrc)
            for rid, names in track.layers.items()
        ],
    )


def _codec(codec: Codec) -> PipeCodec:
    return PipeCodec(
        name=codec.name,
        payload_type=codec.payload_type,
        clock_rate=codec.clock_rate,
        channels=codec.channels,
        parameters=codec.parameters,
        rtx_payload_type=codec.rtx_payload_type,
    )
