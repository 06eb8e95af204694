"""Everything of one publisher that another worker gets, and the answers to what that worker asks for."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from media.negotiated import Codec
from media.packets.feedback import FullIntraRequest, Nack, PictureLoss
from media.packets.rtcp import ReceiverReport, RtcpPacket
from media.routing.compound import pack_compounds, unpack_compound
from media.routing.encoding import Encoding
from media.routing.pipestream import Names, PipeStream
from media.routing.producer import Producer

_REPORT_INTERVAL = 0.5
#: Dynamic payload types (RFC 3551), and those beside them that RTCP on the same port leaves free.
_PAYLOAD_TYPES = (*range(96, 128), *range(35, 64))


@dataclass(frozen=True, slots=True)
class PipedTrack:
    """What the other end has to know of one producer; `layers` lowest first, by rid."""

    producer: Producer
    codecs: tuple[Codec, ...]
    layers: dict[str, Names]


class PipeLink:
    """
    The sending end of a pipe: copies of all encodings of the producers it is given.

    Nothing is copied before `connected`. `receive_rtcp` never raises: what is of
    no use is counted in `drops`.
    """

    def __init__(self, send_rtp: Callable[[bytes], None], send_rtcp: Callable[[bytes], None]) -> None:
        #: The sender SSRC of our reports.
        self.control_ssrc = secrets.randbits(32)
        self.tracks: list[PipedTrack] = []
        self.drops: Counter[str] = Counter()
        self._send_rtp = send_rtp
        self._send_rtcp = send_rtcp
        self._streams: dict[Encoding, PipeStream] = {}
        self._past: Counter[str] = Counter()
        self._is_connected = False
        self._next_report = 0.0

    @property
    def greeting(self) -> bytes:
        """An empty report, which tells the other end that we are there."""
        return ReceiverReport(self.control_ssrc).build()

    def update(self, producers: Iterable[Producer]) -> None:
        """Copy exactly these from now on; what stays goes on under its numbers."""
        wanted = [producer for producer in producers if not producer.closed]
        encodings = {each for producer in wanted for each in producer.encodings.values()}
        for encoding in [known for known in self._streams if known not in encodings]:
            self._remove(encoding)
        self.tracks = [self._track(producer) for producer in wanted]

    def _track(self, producer: Producer) -> PipedTrack:
        # What came with copies of earlier sound (RED) goes on without them.
        codecs = _repairable(tuple(codec for codec in producer.track.codecs if codec.name != "RED"))
        types = {codec.payload_type: codec.rtx_payload_type for codec in codecs}
        rate = codecs[0].clock_rate if codecs else 90000
        layers = {}
        for rid, encoding in producer.encodings.items():
            stream = self._streams.get(encoding)
            names = stream.names if stream is not None else self._new_names()
            if stream is None:
                stream = PipeStream(encoding, names, rate, types.get, self._send_rtp)
                self._streams[encoding] = stream
                if self._is_connected:
                    encoding.add_sink(stream)
            layers[rid] = names
        return PipedTrack(producer, codecs, layers)

    def _new_names(self) -> Names:
        taken = {self.control_ssrc, *(ssrc for stream in self._streams.values() for ssrc in stream.names)}
        fresh: list[int] = []
        while len(fresh) < 2:
            ssrc = secrets.randbits(32)
            if ssrc not in taken and ssrc not in fresh:
                fresh.append(ssrc)
        return Names(*fresh)

    def _remove(self, encoding: Encoding) -> None:
        stream = self._streams.pop(encoding)
        encoding.remove_sink(stream)
        self._past += _counted(stream)

    def connected(self, now: float) -> None:
        """The other end hears us: copy what comes from now on, and begin with keyframes."""
        self._is_connected = True
        for encoding, stream in self._streams.items():
            encoding.add_sink(stream)
        for track in self.tracks:
            track.producer.request_keyframe(now)

    def receive_rtcp(self, data: bytes, now: float) -> None:
        """Take one decrypted RTCP datagram."""
        for packet in unpack_compound(data, self.drops):
            self._take(packet, now)

    def _take(self, packet: RtcpPacket, now: float) -> None:
        if isinstance(packet, Nack):
            for stream in self._streams.values():
                if stream.names.ssrc == packet.media_ssrc:
                    stream.repeat(packet.sequences)
        elif isinstance(packet, PictureLoss):
            self._ask({packet.media_ssrc}, now)
        elif isinstance(packet, FullIntraRequest):
            self._ask({ssrc for ssrc, _ in packet.requests}, now)
        elif isinstance(packet, ReceiverReport):
            self._hear_of_losses({block.ssrc: block.fraction_lost / 256 for block in packet.blocks}, now)

    def _hear_of_losses(self, losses: dict[int, float], now: float) -> None:
        """What the worst receiver at the other end misses counts as if it were a receiver here."""
        for track in self.tracks:
            if track.producer.kind == "audio":
                for names in track.layers.values():
                    track.producer.missed.heard(losses.get(names.ssrc, 0.0), now)

    def _ask(self, ssrcs: set[int], now: float) -> None:
        for track in self.tracks:
            if any(names.ssrc in ssrcs for names in track.layers.values()):
                track.producer.request_keyframe(now)

    def tick(self, now: float) -> None:
        """Send the reports that are due, at least an empty one; call it every 20 ms."""
        if not self._is_connected or now < self._next_report:
            return
        self._next_report = now + _REPORT_INTERVAL
        reports = (stream.report(now) for stream in self._streams.values())
        parts = [report.build() for report in reports if report is not None]
        for datagram in pack_compounds(b"", parts or [self.greeting]):
            self._send_rtcp(datagram)

    def counters(self) -> Counter[str]:
        """Totals since the start, named like the metrics."""
        totals = Counter({f"drop_{reason}": count for reason, count in self.drops.items()}) + self._past
        for stream in self._streams.values():
            totals += _counted(stream)
        return totals

    def close(self) -> None:
        """Copy nothing more. May be called again."""
        for encoding in list(self._streams):
            self._remove(encoding)
        self.tracks = []


def _counted(stream: PipeStream) -> Counter[str]:
    return Counter(packets_piped=stream.packets, bytes_piped=stream.octets, packets_resent=stream.resent)


def _repairable(codecs: tuple[Codec, ...]) -> tuple[Codec, ...]:
    """The codecs with a payload type for retransmissions each, also where the publisher has none."""
    taken = {codec.payload_type for codec in codecs} | {codec.rtx_payload_type for codec in codecs}
    free = (number for number in _PAYLOAD_TYPES if number not in taken)
    return tuple(
        codec if codec.rtx_payload_type is not None else replace(codec, rtx_payload_type=next(free))
        for codec in codecs
    )
