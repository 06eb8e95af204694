"""One publisher, one receiver, and everything that is said and sent between them."""

from __future__ import annotations

from media.negotiated import Codec, Extensions
from media.packets.feedback import PictureLoss
from media.packets.rtcp import parse_rtcp
from media.packets.rtp import RtpPacket
from media.routing.downlink import DownLink
from media.routing.router import Router
from media.routing.uplink import UpLink
from tests.media.routing.story import Route
from tests.support.rtp import (
    EXTENSIONS,
    H264,
    KEYFRAME,
    OPUS,
    audio_track,
    down_slot,
    down_spec,
    rtp,
    up_spec,
    video_track,
)

NOW = 1_790_000_000.0
AUDIO, VIDEO, REPAIR = 1, 2, 3


class Watched:
    """One publisher whose sound and picture go into slot 0 of one receiver."""

    def __init__(
        self,
        codecs: tuple[Codec, ...] = (H264,),
        extensions: Extensions = EXTENSIONS,
        published: Codec = H264,
        audio: tuple[Codec, ...] = (OPUS,),
    ) -> None:
        self.asked: list[object] = []
        self.sent: list[RtpPacket] = []
        self.reported: list[object] = []
        self.uplink = UpLink(
            up_spec(audio_track(), video_track(codec=published)),
            {"0": "u1/audio", "1": "u1/video"},
            lambda data: self.asked.extend(parse_rtcp(data)),
        )
        self.downlink = DownLink(
            down_spec(down_slot(video=codecs, audio=audio), extensions=extensions),
            lambda data: self.sent.append(RtpPacket(data)),
            lambda data: self.reported.extend(parse_rtcp(data)),
        )
        router = Router()
        router.add_uplink("u1", self.uplink)
        router.add_downlink("u2", self.downlink)
        router.route("u2", [Route(0, "u1/audio", "u1/video")], NOW)

    def publish(self, *packets: bytes, at: float = 0.0) -> None:
        for data in packets:
            self.uplink.receive_rtp(data, NOW + at)

    def keyframe_and(self, packets: int) -> None:
        self.publish(rtp(0, payload=KEYFRAME), *(rtp(n + 1) for n in range(packets)))

    def say(self, packet: object, at: float = 0.0) -> None:
        self.downlink.receive_rtcp(packet.build(), NOW + at)  # type: ignore[attr-defined]

    def keyframe_requests(self) -> int:
        return sum(isinstance(packet, PictureLoss) for packet in self.asked)
