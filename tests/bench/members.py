"""One member of the bench's lessons: joins over the websocket, publishes, receives, as a page does."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping

from aiortc import RTCCertificate

from media.packets.feedback import FullIntraRequest, PictureLoss
from media.packets.rtcp import parse_rtcp
from media.transport.capabilities import EXTENSION_URIS
from server.tasks import spawn
from signaling.client import Client
from signaling.messages import (
    Answer,
    Offer,
    Pictures,
    Publish,
    Published,
    PublishedSource,
    Shown,
    Slots,
    Subscribe,
)
from tests.bench.doors import answer_to
from tests.bench.drained import DrainedPeer
from tests.bench.publications import (
    CLASSROOM_LAYERS,
    H264_TYPE,
    LEVEL,
    MASTER_LAYERS,
    MID,
    OPUS_TYPE,
    RID,
    SCREEN_LAYERS,
    TRANSPORT_CC,
    Layer,
    Picture,
    Sound,
    Stream,
    Video,
)
from tests.bench.receivers import Receiver
from tests.support.peer import H264, OPUS

CAMERA_FPS, SCREEN_FPS = 25, 10
REPORT_S = 1.0
RTX = f"a=rtpmap:103 rtx/90000\r\na=fmtp:103 apt={H264_TYPE}\r\n"
FEEDBACK = "".join(f"a=rtcp-fb:{H264_TYPE} {each}\r\n" for each in ("transport-cc", "nack", "nack pli"))
_NAMES = {"mid": MID, "rid": RID, "transport_cc": TRANSPORT_CC, "audio_level": LEVEL}


class Member:
    """`await enter()`, then `receiver` counts what comes; `open` and `show` say what is spoken and drawn."""

    def __init__(self, address: str, ticket: str, certificate: RTCCertificate, screen: bool = False) -> None:
        self.client = Client(address, ticket, spawn)
        self.sent = 0
        self._up = DrainedPeer("sendonly", certificate)
        self._up.on_packet = self._requested
        self.receiver = Receiver(DrainedPeer("recvonly", certificate))
        self._numbers = 0
        self.sound = Sound(self._stream("0", "", OPUS_TYPE, 48000))
        layers = MASTER_LAYERS if screen else CLASSROOM_LAYERS
        self.videos = [self._video("1", CAMERA_FPS, layers)]
        if screen:
            self.videos.append(self._video("2", SCREEN_FPS, SCREEN_LAYERS))
        self._tasks: list[asyncio.Task[None]] = []

    async def enter(self) -> None:
        """Join, publish and receive."""
        await self.client.join()
        kinds = ("camera", "screen")[: len(self.videos)]
        listed = [
            PublishedSource(kind=kind, audio_mid="0" if kind == "camera" else None, video_mid=video.mid)
            for kind, video in zip(kinds, self.videos, strict=True)
        ]
        published = await self.client.ask(Publish(sdp=self._offer(), sources=listed))
        assert isinstance(published, Published)
        await self._up.connect(published.sdp)
        sources: list[Sound | Video] = [self.sound, *self.videos]
        for source in sources:
            self._tasks.append(spawn(self._send(source), name="source"))
        self._tasks.append(spawn(self._report(), name="sender reports"))
        await self._subscribe()

    async def _subscribe(self) -> None:
        offer = await self.client.ask(Subscribe())
        assert isinstance(offer, Offer)
        answer = answer_to(offer.sdp, self.receiver.peer, extensions=True)
        await self.client.ask(Answer(negotiation=offer.negotiation, sdp=answer))
        await self.receiver.peer.connect(offer.sdp)
        self.receiver.negotiated(offer.sdp, with_feedback=True)

    async def show(self, heights: Mapping[str, int]) -> None:
        await self.client.say(Shown(heights=dict(heights)))

    @property
    def frames_per_second(self) -> float:
        """How many frames of all pictures together shall come, by what the server says the slots carry."""
        slots = next((each.slots for each in reversed(self.client.messages) if isinstance(each, Slots)), [])
        seen = [slot.source for slot in slots if slot.source and slot.video]
        return sum(SCREEN_FPS if source.endswith("/screen") else CAMERA_FPS for source in seen)

    @property
    def reduced(self) -> int:
        """How many pictures arrive worse than they are drawn, by what the server says."""
        told = (each.pictures for each in reversed(self.client.messages) if isinstance(each, Pictures))
        return len(next(told, []))

    async def leave(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.client.close()
        await self._up.close()
        await self.receiver.peer.close()

    def _next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _stream(self, mid: str, rid: str, payload_type: int, clock_rate: int) -> Stream:
        return Stream(mid, rid, payload_type, clock_rate, self._next_number)

    def _video(self, mid: str, fps: int, layers: tuple[Layer, ...]) -> Video:
        streams = [self._stream(mid, layer.rid, H264_TYPE, 90000) for layer in layers]
        pictures = [Picture(layer, fps, stream) for layer, stream in zip(layers, streams, strict=True)]
        return Video(mid, fps, layers, pictures)

    async def _send(self, source: Sound | Video) -> None:
        """Send each frame as one burst when it is due; one that is late does not put the others off."""
        due = time.monotonic() + random.random() * source.every
        while True:
            await asyncio.sleep(due - time.monotonic())
            now = time.time()
            for packet in source.frame(now):
                self._up.send_rtp(packet)
                self.sent += 1
            due = max(due + source.every, time.monotonic() - 1)

    async def _report(self) -> None:
        while True:
            for stream in self._streams():
                self._up.send_rtcp(stream.report(time.time()))
            await asyncio.sleep(REPORT_S)

    def _streams(self) -> list[Stream]:
        return [self.sound.stream, *(each.stream for video in self.videos for each in video.pictures)]

    def _requested(self, data: bytes, arrived: float) -> None:
        """Make a keyframe of the picture that somebody needs one of."""
        for packet in parse_rtcp(self._up.unprotect_rtcp(data)):
            if isinstance(packet, PictureLoss):
                self._refresh(packet.media_ssrc)
            elif isinstance(packet, FullIntraRequest):
                for ssrc, _ in packet.requests:
                    self._refresh(ssrc)

    def _refresh(self, ssrc: int) -> None:
        # A browser that is asked on one layer makes a keyframe of each.
        for video in self.videos:
            if any(picture.stream.ssrc == ssrc for picture in video.pictures):
                for picture in video.pictures:
                    picture.wants_keyframe = True

    def _offer(self) -> str:
        count = 1 + len(self.videos)
        head = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
        bundle = "a=group:BUNDLE " + " ".join(str(mid) for mid in range(count)) + "\r\n"
        audio = self._section("audio 9 UDP/TLS/RTP/SAVPF 111", "0", ("mid", "transport_cc", "audio_level"))
        audio += OPUS + "a=rtcp-fb:111 transport-cc\r\n"
        return head + bundle + audio + "".join(self._video_section(video) for video in self.videos)

    def _video_section(self, video: Video) -> str:
        names = ("mid", "rid", "transport_cc")
        section = self._section("video 9 UDP/TLS/RTP/SAVPF 102 103", video.mid, names)
        rids = [layer.rid for layer in video.layers if layer.rid]
        if rids:
            section += "".join(f"a=rid:{rid} send\r\n" for rid in rids)
            section += f"a=simulcast:send {';'.join(rids)}\r\n"
        else:
            section += f"a=ssrc:{video.pictures[0].stream.ssrc} cname:peer\r\n"
        return section + H264 + RTX + FEEDBACK

    def _section(self, line: str, mid: str, names: tuple[str, ...]) -> str:
        peer, fingerprint = self._up, self._up.certificate.getFingerprints()[0]
        extensions = "".join(f"a=extmap:{_NAMES[name]} {EXTENSION_URIS[name]}\r\n" for name in names)
        return (
            f"m={line}\r\nc=IN IP4 0.0.0.0\r\na=rtcp-mux\r\na=sendonly\r\na=mid:{mid}\r\n"
            f"a=ice-ufrag:{peer.ufrag}\r\na=ice-pwd:{peer.password}\r\na=setup:actpass\r\n"
            f"a=fingerprint:{fingerprint.algorithm} {fingerprint.value}\r\n"
            f"a=msid:stream track{mid}\r\n{extensions}"
        )
