"""A source that the worker fetches itself: in its room it is a publisher like any other."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from media.ingest.orders import AUDIO_TYPE, VIDEO_TYPE, News, Order
from media.negotiated import Codec, Extensions, UpSpec, UpTrack
from media.routing.producer import Producer
from media.routing.uplink import UpLink
from media.transport.endpoint import Endpoint
from media.worker.protocol import ProducerInfo, Pull, SourceNews
from media.worker.puller import Puller

_OPUS = Codec("OPUS", AUDIO_TYPE, 48_000, channels=2, parameters="minptime=10;useinbandfec=1")
_H264 = Codec(
    "H264",
    VIDEO_TYPE,
    90_000,
    parameters="level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
)


class PulledPublisher:
    """
    One `pull` transport: a process that pulls, and the producers that have come of it.

    `on_change` is called whenever the source has come, gone, or changed its tracks.
    """

    def __init__(self, endpoint: Endpoint, command: Pull, on_change: Callable[[], None]) -> None:
        audio, video = secrets.randbits(32), secrets.randbits(32)
        self.source = command.source
        #: Its packets carry no audio level.
        self.audio_level: int | None = None
        self.transport = Puller(_order(command, audio, video), endpoint.counters, endpoint.gathering.forward)
        self.transport.on_news = self._hear
        self.uplink = UpLink(
            UpSpec({}, Extensions()), {}, self.transport.send_rtcp, gathering=endpoint.gathering
        )
        self.transport.on_rtp = self.uplink.receive_rtp
        self.transport.on_rtcp = self.uplink.receive_rtcp
        self.news = News("waiting")
        self._tracks = {
            "audio": UpTrack("audio", "audio", (_OPUS,), (), (audio,)),
            "video": UpTrack("video", "video", (_H264,), (), (video,)),
        }
        self._on_change = on_change

    @property
    def producers(self) -> list[Producer]:
        """What comes of it; they stay while the source is away."""
        return list(self.uplink.producers.values())

    def follows(self, command: Pull) -> bool:
        """Whether it pulls just what this command wants."""
        order = self.transport.order
        return self.source == command.source and order == _order(command, order.audio_ssrc, order.video_ssrc)

    def connected(self, now: float) -> None:
        """Nothing is to be done: the process begins with a keyframe."""

    def ask_keyframes(self, now: float) -> None:
        """Viewers need not wait for the next keyframe, where pictures are encoded here."""
        self.uplink.request_keyframes(now)

    def event(self, room: str, name: str) -> SourceNews:
        """How the source is, in control's words."""
        return SourceNews(
            room=room,
            transport=name,
            state=self.news.state,
            reason=self.news.reason,
            producers=[_info(producer) for producer in self.producers] if self._is_running else [],
            converted=list(self.news.converted),
        )

    @property
    def _is_running(self) -> bool:
        return self.news.state == "running"

    def _hear(self, news: News) -> None:
        self.news = news
        if self._is_running:
            wanted = [kind for kind, there in (("audio", news.audio), ("video", news.video)) if there]
            spec = UpSpec({kind: self._tracks[kind] for kind in wanted}, Extensions())
            self.uplink.update(spec, {kind: f"{self.source}/{kind}" for kind in wanted})
        self._on_change()


def _order(command: Pull, audio: int, video: int) -> Order:
    return Order(
        url=command.url,
        sound=command.sound,
        audio_ssrc=audio,
        video_ssrc=video,
        stall_s=command.stall_s,
        height=command.height,
        kbps=command.kbps,
    )


def _info(producer: Producer) -> ProducerInfo:
    return ProducerInfo(
        producer=producer.id, kind=producer.kind, codec="H264" if producer.kind == "video" else "OPUS"
    )
