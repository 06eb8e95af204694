"""Cameras, encoders and recording hosts of others, pulled into a room by a real worker."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.media.worker.control import Control, control_and_worker
from tests.support.cameras import (
    AAC,
    B_FRAMES,
    G711,
    H264,
    H265,
    OPUS,
    needs_ffmpeg,
    needs_rtsp_server,
    rtmp_encoder,
    rtsp_camera,
)
from tests.support.clip import make_clip
from tests.support.lipsync import AUDIO, VIDEO, Witness
from tests.support.peer import Peer
from tests.support.server import free_port
from tests.support.waiting import until

pytestmark = pytest.mark.interop

ROOM = "3mq7c2xk9a4d"


@pytest.fixture
async def control() -> AsyncIterator[Control]:
    async with control_and_worker() as (control, _):
        yield control


async def pull(control: Control, url: str, sound: bool = True) -> None:
    fields = {"room": ROOM, "transport": "pull/m9/board", "source": "m9/board", "url": url, "sound": sound}
    await control.done("pull", **fields, stall_s=2)


def pulling() -> list[str]:
    """The processes that pull for workers in this process."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return [child for child in children if b"media.ingest" in Path(f"/proc/{child}/cmdline").read_bytes()]


def news(control: Control) -> list[dict[str, Any]]:
    return [event for event in control.events if event["type"] == "source_news"]


async def runs(control: Control, converted: list[str]) -> None:
    await control.until(lambda: any(each["converted"] == converted for each in running(control)))


def running(control: Control) -> list[dict[str, Any]]:
    return [each for each in news(control) if each["state"] == "running"]


async def watched(control: Control) -> Witness:
    """A receiver of the board's picture and sound."""
    peer = Peer("recvonly")
    witness = Witness(peer)
    done = await control.done("accept_down", room=ROOM, transport="whep/t7", sdp=peer.offer())
    slot = {"slot": 0, "audio": "m9/board/audio", "video": "m9/board/video"}
    await control.done("route", room=ROOM, transport="whep/t7", slots=[slot])
    await peer.connect(done["sdp"])
    return witness


@needs_rtsp_server
@pytest.mark.parametrize(
    ("launch", "transport", "converted"),
    [
        (f"{H264} {OPUS}", [], []),
        (f"{H264} {G711}", ["--udp"], ["audio:codec"]),
        (f"{B_FRAMES} {AAC}", [], ["video:b_frames", "audio:codec"]),
        (H265, [], ["video:codec"]),
    ],
    ids=["passes through", "G.711 over UDP", "B-frames and AAC", "H.265 without sound"],
)
async def test_a_network_camera_is_received(
    control: Control, launch: str, transport: list[str], converted: list[str]
) -> None:
    async with rtsp_camera(launch, *transport) as url:
        await pull(control, url)
        await runs(control, converted)
        witness = await watched(control)
        await until(lambda: len(witness.packets[VIDEO]) > 50, 15)
        has_sound = "pay1" in launch
        assert (len(witness.packets[AUDIO]) > 20) is has_sound
        assert max(len(packet) for packet in witness.packets[VIDEO]) <= 1250
    witness.peer.vanish()


@needs_ffmpeg
async def test_a_recording_host_is_received_by_rtmp(control: Control, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", "libx264", "aac", bf="0", g="25")
    async with rtmp_encoder(clip) as url:
        await pull(control, url)
        await runs(control, ["audio:codec"])
        witness = await watched(control)
        await until(lambda: len(witness.packets[VIDEO]) > 50 and len(witness.packets[AUDIO]) > 50, 15)
    witness.peer.vanish()


@pytest.mark.parametrize(
    ("encoder", "options"), [("libx264", {"bf": "0"}), ("libx264", {"bf": "2"})], ids=["passed", "converted"]
)
async def test_lips_and_voice_stay_together(
    control: Control, tmp_path: Path, encoder: str, options: dict[str, str]
) -> None:
    clip = make_clip(tmp_path / "clip.mp4", encoder, "aac", 10, g="25", **options)
    await pull(control, f"file://{clip}")
    witness = await watched(control)
    await until(lambda: len(witness.packets[AUDIO]) > 250, 15)
    witness.peer.vanish()
    offsets = witness.offsets()
    assert len(offsets) > 2
    assert max(map(abs, offsets)) < 0.08, offsets


@needs_rtsp_server
async def test_a_camera_that_dies_is_reached_again(control: Control) -> None:
    port = free_port()
    async with rtsp_camera(H264, port=port) as url:
        await pull(control, url)
        await runs(control, [])
    await control.until(lambda: news(control)[-1]["state"] == "waiting")
    assert news(control)[-1]["reason"] in ("silent", "ended", "unreachable")
    async with rtsp_camera(H264, port=port):
        await control.until(lambda: news(control)[-1]["state"] == "running")


@needs_rtsp_server
async def test_a_wrong_password_is_named_and_never_said(control: Control) -> None:
    async with rtsp_camera(H264, "--user", "admin", "--password", "geheim") as url:
        await pull(control, url.replace("//", "//admin:falsch@"))
        await control.until(lambda: news(control) and news(control)[-1]["reason"] == "wrong_password")
    assert "falsch" not in str(control.events)


async def test_a_process_that_dies_is_started_again(control: Control, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", "libx264", None, 2, bf="0")
    await pull(control, f"file://{clip}")
    await runs(control, [])
    (child,) = pulling()
    os.kill(int(child), signal.SIGKILL)
    await control.until(lambda: len(news(control)) == 3)
    assert [each["state"] for each in news(control)] == ["running", "waiting", "running"]
    assert news(control)[1]["reason"] == "failed"


async def test_what_is_no_longer_wanted_ends_with_its_process(control: Control, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", "libx264", None, 2, bf="0")
    await pull(control, f"file://{clip}")
    await runs(control, [])
    assert len(pulling()) == 1
    await control.done("close_transport", room=ROOM, transport="pull/m9/board")
    await until(lambda: not pulling())
