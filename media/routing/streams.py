"""Find out which track an incoming SSRC belongs to (RFC 8843, 9.2; RFC 8852)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from media.negotiated import Extensions
from media.packets.rtp import RtpPacket
from media.routing.encoding import Encoding
from media.routing.producer import Producer

#: A payload type alone is weak evidence: it may not take the place of a stream that has just been heard.
_SILENT = 1.0


class Stream(NamedTuple):
    """Whose packets have one SSRC: the track, and which of its layers."""

    producer: Producer
    encoding: Encoding


class StreamTable:
    """
    The streams of one up-link by SSRC: `media` and `repair`.

    A browser names its streams (mid, rid) only until our first receiver report,
    so what a packet says is learned at once. An encoding has at most one SSRC of
    each kind, which bounds both tables.
    """

    def __init__(self) -> None:
        self.media: dict[int, Stream] = {}
        self.repair: dict[int, Stream] = {}
        self._by_mid: dict[str, Producer] = {}
        self._extensions = Extensions()

    def update(self, producers: Iterable[Producer], extensions: Extensions) -> None:
        """Take over what was negotiated; SSRCs that are known already stay known."""
        self._extensions = extensions
        self._by_mid = {producer.track.mid: producer for producer in producers}
        kept = set(self._by_mid.values())
        self.media = {ssrc: stream for ssrc, stream in self.media.items() if stream.producer in kept}
        self.repair = {ssrc: stream for ssrc, stream in self.repair.items() if stream.producer in kept}
        for producer in self._by_mid.values():
            self._take_named(producer)

    def _take_named(self, producer: Producer) -> None:
        """The SSRCs that were named; with rids an SDP names none that could be told apart."""
        track = producer.track
        media = [ssrc for ssrc in track.ssrcs if ssrc not in track.rtx]
        named = track.layers or ({"": media[0]} if media else {})
        for rid, ssrc in named.items():
            encoding = producer.encodings.get(rid)
            if encoding is not None and encoding.ssrc is None:
                self._bind_named(Stream(producer, encoding), ssrc)

    def _bind_named(self, stream: Stream, ssrc: int) -> None:
        self.bind_media(stream, ssrc)
        for repair, repaired in stream.producer.track.rtx.items():
            if repaired == ssrc:
                self.bind_repair(stream, repair)

    def bind_media(self, stream: Stream, ssrc: int) -> None:
        """Take packets of this SSRC as the stream's media from now on, and no other's."""
        encoding = stream.encoding
        if encoding.ssrc is not None:
            self.media.pop(encoding.ssrc, None)
        encoding.bind(ssrc)
        self.media[ssrc] = stream

    def bind_repair(self, stream: Stream, ssrc: int) -> None:
        """Take packets of this SSRC as retransmissions of the stream from now on, and no other's."""
        encoding = stream.encoding
        if encoding.repair_ssrc is not None:
            self.repair.pop(encoding.repair_ssrc, None)
        encoding.repair_ssrc = ssrc
        self.repair[ssrc] = stream

    def learn(self, packet: RtpPacket, now: float) -> bool:
        """Read from a packet of an unknown SSRC whose it is; whether it could be told."""
        mid = self._text(packet, self._extensions.mid)
        producer = self._by_mid.get(mid) if mid is not None else self._find_by_type(packet.payload_type)
        if producer is None:
            return False
        repaired = self._text(packet, self._extensions.repaired_rid)
        is_repair = repaired is not None or producer.repairs(packet.payload_type)
        rid = repaired if is_repair else self._text(packet, self._extensions.rid)
        encoding = producer.encodings.get(rid or "")
        if encoding is None or (mid is None and not self._is_free(encoding, is_repair, now)):
            return False
        stream = Stream(producer, encoding)
        if is_repair:
            self.bind_repair(stream, packet.ssrc)
        elif not producer.track.rids and packet.ssrc in producer.track.ssrcs[1:]:
            # A second SSRC that the SDP names for a track without rids is none that we follow.
            return False
        else:
            self.bind_media(stream, packet.ssrc)
        return True

    def _find_by_type(self, payload_type: int) -> Producer | None:
        matching = [producer for producer in self._by_mid.values() if producer.takes(payload_type)]
        return matching[0] if len(matching) == 1 else None

    @staticmethod
    def _is_free(encoding: Encoding, is_repair: bool, now: float) -> bool:
        return encoding.repair_ssrc is None if is_repair else now - encoding.last_arrival >= _SILENT

    @staticmethod
    def _text(packet: RtpPacket, identifier: int | None) -> str | None:
        content = packet.extension(identifier) if identifier is not None else None
        return content.decode("ascii", "replace") if content else None
