"""Cameras, encoders and recording hosts for tests: GStreamer's RTSP server and FFmpeg's RTMP one."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.server import free_port
from tests.support.waiting import until

SCRIPT = Path(__file__).with_name("rtsp_server.py")
# The bindings are Debian's, for Debian's own Python.
PYTHON = "/usr/bin/python3"
PICTURE = "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=25/1"
SOUND = "audiotestsrc is-live=true wave=ticks ! audioconvert ! audioresample"
H264 = f"{PICTURE} ! x264enc key-int-max=25 tune=zerolatency speed-preset=ultrafast ! rtph264pay name=pay0"
H265 = f"{PICTURE} ! x265enc key-int-max=25 tune=zerolatency speed-preset=ultrafast ! rtph265pay name=pay0"
B_FRAMES = (
    f"{PICTURE} ! x264enc key-int-max=25 bframes=2 b-adapt=false speed-preset=ultrafast"
    " ! video/x-h264,profile=main ! rtph264pay name=pay0"
)
OPUS = f"{SOUND} ! opusenc ! rtpopuspay name=pay1 pt=97"
AAC = f"{SOUND} ! voaacenc ! rtpmp4gpay name=pay1 pt=97"
G711 = f"{SOUND} ! alawenc ! rtppcmapay name=pay1"


def has_rtsp_server() -> bool:
    try:
        asked = subprocess.run([PYTHON, SCRIPT, "--help"], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


needs_rtsp_server = pytest.mark.skipif(
    not has_rtsp_server(), reason="gir1.2-gst-rtsp-server-1.0 is missing: see scripts/setup.py"
)
needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="Debian's ffmpeg is missing")


@asynccontextmanager
async def rtsp_camera(launch: str, *options: str, port: int = 0) -> AsyncIterator[str]:
    """A camera that plays this pipeline while the block runs; gives its address."""
    port = port or free_port()
    camera = await asyncio.create_subprocess_exec(
        PYTHON, SCRIPT, str(port), launch, *options, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert camera.stdout is not None
        assert await camera.stdout.readline() == b"ready\n"
        yield f"rtsp://127.0.0.1:{port}/1"
    finally:
        camera.kill()
        await camera.wait()


@asynccontextmanager
async def rtmp_encoder(clip: Path) -> AsyncIterator[str]:
    """A recording host that lets one player pull this file, again and again; gives its address."""
    port = free_port()
    url = f"rtmp://127.0.0.1:{port}/live/1"
    words = ["-loglevel", "quiet", "-re", "-stream_loop", "-1", "-i", str(clip), "-c", "copy"]
    host = await asyncio.create_subprocess_exec("ffmpeg", *words, "-f", "flv", "-listen", "1", url)
    try:
        await until(lambda: _listens(port), 10)
        yield url
    finally:
        host.kill()
        await host.wait()


def _listens(port: int) -> bool:
    """Whether somebody listens there; asked of the kernel, for a connection would be the one player."""
    wanted = f"0100007F:{port:04X} 00000000:0000 0A"
    return wanted in Path("/proc/net/tcp").read_text(encoding="ascii")
