"""aiortc's peer connections, a client that is not ours, publish to a worker and receive from it."""

import asyncio
from collections.abc import AsyncIterator
from fractions import Fraction

import av
import pytest
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCRtpSender, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

from tests.media.worker.control import Control
from tests.support.waiting import until

pytestmark = pytest.mark.interop

ROOM = "3mq7c2xk9a4d"


class Picture(VideoStreamTrack):
    """320x240 of one colour that grows brighter with every frame."""

    async def recv(self) -> av.VideoFrame:
        pts, time_base = await self.next_timestamp()
        level = (pts // 3000) % 200 + 20
        frame = av.VideoFrame(320, 240, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([level]) * plane.buffer_size)
        frame.pts, frame.time_base = pts, Fraction(time_base)
        return frame


class Calls:
    """Peer connections of one test."""

    def __init__(self) -> None:
        self.open: list[RTCPeerConnection] = []

    def new(self) -> RTCPeerConnection:
        self.open.append(RTCPeerConnection())
        return self.open[-1]


@pytest.fixture
async def calls() -> AsyncIterator[Calls]:
    calls = Calls()
    yield calls
    for call in calls.open:
        await call.close()


async def offer_of(call: RTCPeerConnection) -> str:
    await call.setLocalDescription(await call.createOffer())
    return call.localDescription.sdp


async def take(call: RTCPeerConnection, sdp: str) -> None:
    await call.setRemoteDescription(RTCSessionDescription(sdp, "answer"))


async def publish(control: Control, call: RTCPeerConnection, codec: str) -> str:
    call.addTrack(AudioStreamTrack())
    call.addTrack(Picture())
    wanted = [each for each in RTCRtpSender.getCapabilities("video").codecs if codec in each.mimeType]
    call.getTransceivers()[1].setCodecPreferences(wanted)
    done = await control.done(
        "accept_up",
        room=ROOM,
        transport="whip/u3",
        sdp=await offer_of(call),
        sources=[{"source": "u3/camera"}],
    )
    await take(call, done["sdp"])
    return str(done["producers"][1]["codec"])


async def receive(control: Control, call: RTCPeerConnection) -> dict[str, MediaStreamTrack]:
    for kind in ("audio", "video"):
        call.addTransceiver(kind, "recvonly")
    sdp = await offer_of(call)
    done = await control.done("accept_down", room=ROOM, transport="whep/t7", sdp=sdp)
    slots = [{"slot": 0, "audio": "u3/camera/audio", "video": "u3/camera/video"}]
    await control.done("route", room=ROOM, transport="whep/t7", slots=slots)
    await take(call, done["sdp"])
    return {each.receiver.track.kind: each.receiver.track for each in call.getTransceivers()}


@pytest.mark.parametrize("codec", ["H264", "VP8"])
async def test_what_one_publishes_the_other_decodes(control: Control, calls: Calls, codec: str) -> None:
    assert await publish(control, calls.new(), codec) == codec
    tracks = await receive(control, calls.new())
    async with asyncio.timeout(20):
        pictures = [await tracks["video"].recv() for _ in range(10)]
        sound = await tracks["audio"].recv()
    assert (pictures[-1].width, pictures[-1].height) == (320, 240)
    assert sound.sample_rate == 48000
    assert len({bytes(picture.planes[0])[0] for picture in pictures}) > 1


async def test_a_publisher_that_leaves_is_seen_at_once(control: Control, calls: Calls) -> None:
    call = calls.new()
    await publish(control, call, "VP8")
    await until(lambda: call.connectionState == "connected")
    await call.close()
    await control.state_is("whip/u3", "closed", within=3)
    assert control.states("whip/u3") == ["connected", "closed"]
