"""RTP comes into a worker through a pipe, from a process whose keys control has made."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from media.packets.feedback import PictureLoss
from media.packets.rtcp import parse_rtcp
from tests.media.worker.conftest import NewPeer
from tests.media.worker.control import Control
from tests.media.worker.test_worker import ROOM, view
from tests.support.pipe import HELLO, PipeEnd, camera_tracks
from tests.support.stream import Camera
from tests.support.waiting import until


def asked(end: PipeEnd) -> bool:
    """Whether the worker has asked for a keyframe."""
    return any(isinstance(packet, PictureLoss) for heard in end.heard for packet in parse_rtcp(heard))


@pytest.fixture
async def end(control: Control) -> AsyncIterator[PipeEnd]:
    end = PipeEnd(control.hellos[0]["udp_port"])
    await end.open()
    yield end
    end.close()


async def open_pipe(control: Control, end: PipeEnd, **fields: Any) -> dict[str, Any]:
    tracks = fields.pop("tracks", camera_tracks())
    return await control.ask(
        "open_pipe", room=ROOM, transport="cam/1", tracks=tracks, **end.declared | fields
    )


async def film(end: PipeEnd, frames: int, camera: Camera | None = None) -> None:
    camera = camera or Camera()
    for _ in range(frames):
        now = time.time()
        for packet in [*camera.video(now), camera.audio(now)]:
            end.send_rtp(packet)
        await asyncio.sleep(0.02)


async def test_what_comes_through_a_pipe_reaches_a_receiver(
    control: Control, end: PipeEnd, new_peer: NewPeer
) -> None:
    done = await open_pipe(control, end)
    assert [each["codec"] for each in done["producers"]] == ["OPUS", "H264"]
    packets = await view(control, new_peer("recvonly"))
    await film(end, 10)
    await until(lambda: len(packets) > 50)
    assert control.states("cam/1") == ["connected"]


async def test_the_first_report_is_answered_and_asks_for_a_keyframe(control: Control, end: PipeEnd) -> None:
    await open_pipe(control, end)
    end.send_rtcp(HELLO)
    await until(lambda: asked(end))


async def test_a_sender_that_moves_is_followed(control: Control, end: PipeEnd, new_peer: NewPeer) -> None:
    camera = Camera()
    await open_pipe(control, end)
    packets = await view(control, new_peer("recvonly"))
    await film(end, 5, camera)
    end.close()
    await end.open()
    end.send_rtcp(HELLO)
    await until(lambda: len(packets) > 20)
    before, reports = len(packets), len(end.heard)
    await film(end, 5, camera)
    await until(lambda: len(packets) > before + 20 and len(end.heard) > reports)


async def test_the_same_keys_again_change_the_tracks(
    control: Control, end: PipeEnd, new_peer: NewPeer
) -> None:
    await open_pipe(control, end, tracks=camera_tracks()[:1])
    end.send_rtcp(HELLO)
    await control.state_is("cam/1", "connected")
    await open_pipe(control, end)
    packets = await view(control, new_peer("recvonly"))
    await film(end, 10)
    await until(lambda: any(packet[1] & 0x7F == 102 for packet in packets))
    assert control.states("cam/1") == ["connected"]


async def test_other_keys_replace_the_pipe(control: Control, end: PipeEnd, new_peer: NewPeer) -> None:
    stranger = PipeEnd(control.hellos[0]["udp_port"])
    await open_pipe(control, stranger)
    await open_pipe(control, end)
    packets = await view(control, new_peer("recvonly"))
    await film(end, 10)
    await until(lambda: len(packets) > 20)


async def test_without_the_key_nothing_comes_in(control: Control, end: PipeEnd) -> None:
    stranger = PipeEnd(control.hellos[0]["udp_port"])
    await open_pipe(control, stranger)
    await film(end, 3)
    await control.until(lambda: control.counters.get("drop_unknown_address", 0) > 0)
    assert control.states("cam/1") == [] and end.heard == []


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"send_key": "c2hvcnQ="}, "28 bytes"),
        ({"send_key": "nonsense!"}, "base64"),
        ({"control_ssrc": 1111}, "1111"),
        ({"tracks": camera_tracks()[:1] * 2}, "twice"),
        ({"tracks": [camera_tracks()[0] | {"kind": "video"}]}, "OPUS"),
    ],
)
async def test_a_pipe_that_cannot_be_is_refused(
    control: Control, end: PipeEnd, fields: dict[str, Any], word: str
) -> None:
    refused = await open_pipe(control, end, **fields)
    assert refused["code"] == "bad_pipe" and word in refused["text"]
