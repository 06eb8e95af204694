"""A member's up-link on this worker: its transport, and the producers that come over it."""

from __future__ import annotations

from collections.abc import Sequence

from media.negotiated import UpSpec, UpTrack
from media.packets.sdp import MalformedSdp, SessionDescription
from media.routing.producer import Producer
from media.routing.uplink import UpLink
from media.transport.endpoint import Endpoint
from media.transport.negotiation import Remote
from media.transport.publishing import answer_publisher
from media.worker.conversation import Conversation
from media.worker.protocol import ProducerInfo, SourceTracks


class Publisher:
    """
    One `accept_up` transport.

    `check` first: `accept` may then only be refused for what `check` refuses too,
    and so a refused offer changes nothing.
    """

    def __init__(self, endpoint: Endpoint, now: float) -> None:
        self.conversation = Conversation(endpoint, now)
        self.transport = self.conversation.transport
        self.uplink: UpLink | None = None
        #: The id of the audio level's header extension, if it was agreed on.
        self.audio_level: int | None = None
        self._gathering = endpoint.gathering

    @property
    def producers(self) -> list[Producer]:
        """What comes over it."""
        return list(self.uplink.producers.values()) if self.uplink else []

    def check(self, offer: SessionDescription, sources: Sequence[SourceTracks]) -> None:
        """Raise what `accept` would raise: `MalformedSdp` or `NoUsableCodec`."""
        _, spec = answer_publisher(offer, self.conversation.local())
        assign_producers(offer, spec, sources)

    def accept(
        self, offer: SessionDescription, remote: Remote, sources: Sequence[SourceTracks]
    ) -> tuple[str, list[ProducerInfo]]:
        """Follow an offer; give the answer and the producers that it makes."""
        self.conversation.heard(remote)
        answer, spec = answer_publisher(offer, self.conversation.local())
        self.audio_level = spec.extensions.audio_level
        producers = assign_producers(offer, spec, sources)
        if self.uplink is None:
            self.uplink = UpLink(spec, producers, self.transport.send_rtcp, self._gathering)
            self.transport.on_rtp = self.uplink.receive_rtp
            self.transport.on_run = self.uplink.receive_run
            self.transport.on_rtcp = self.uplink.receive_rtcp
        else:
            self.uplink.update(spec, producers)
        return str(answer), [_info(producer, spec.tracks[mid]) for mid, producer in producers.items()]

    def connected(self, now: float) -> None:
        """The peer is there, or there again."""
        self.ask_keyframes(now)

    def ask_keyframes(self, now: float) -> None:
        """After a hole in the line: viewers need not wait for the next keyframe."""
        if self.uplink is not None:
            self.uplink.request_keyframes(now)


def assign_producers(
    offer: SessionDescription, spec: UpSpec, sources: Sequence[SourceTracks]
) -> dict[str, str]:
    """
    Name the producers of an offer: which m-line (by mid) carries which (`SOURCE/audio`, `SOURCE/video`).

    A source without mids takes the first audio and the first video m-line that
    sends. Raises `MalformedSdp` when a source names an m-line that is not there
    or another's.
    """
    producers: dict[str, str] = {}
    mids = {section.mid for section in offer.media}
    for source in sources:
        named = {"audio": source.audio_mid, "video": source.video_mid}
        if source.audio_mid is None and source.video_mid is None:
            named = {kind: _first(spec, kind) for kind in named}
        for kind, mid in named.items():
            track = spec.tracks.get(mid) if mid is not None else None
            if track is not None and track.mid in producers:
                raise MalformedSdp(f"two sources name the m-line {track.mid}")
            if track is not None and track.kind == kind:
                producers[track.mid] = f"{source.source}/{kind}"
            elif track is not None or (mid is not None and mid not in mids):
                raise MalformedSdp(
                    f"source {source.source} names {mid}, which is no {kind} m-line of the offer"
                )
    return producers


def _first(spec: UpSpec, kind: str) -> str | None:
    return next((mid for mid, track in spec.tracks.items() if track.kind == kind), None)


def _info(producer: str, track: UpTrack) -> ProducerInfo:
    return ProducerInfo(producer=producer, kind=track.kind, codec=track.codecs[0].name, rids=list(track.rids))
