"""FFmpeg's WHIP muxer as PyAV bundles it: a publisher that is neither a browser nor aiortc."""

from __future__ import annotations

import fractions
import time
from pathlib import Path
from threading import Event

import av

from tests.support.whip import HEIGHT, RATE, WIDTH

_SAMPLES = 960


def publish(url: str, ticket: str, certificate: Path, key: Path, stop: Event) -> None:
    """Publish a picture and silence until `stop` is set; blocks. Raises `av.FFmpegError` when refused."""
    options = {
        "authorization": ticket,
        "whip_flags": "dtls_active",
        "cert_file": str(certificate),
        "key_file": str(key),
    }
    with av.open(url, "w", format="whip", options=options) as output:
        h264 = {"preset": "ultrafast", "tune": "zerolatency", "profile": "baseline", "g": str(RATE)}
        video = output.add_stream("libx264", rate=RATE, options=h264)
        video.width, video.height, video.pix_fmt, video.bit_rate = WIDTH, HEIGHT, "yuv420p", 200_000
        audio = output.add_stream("libopus", rate=48_000, layout="stereo", bit_rate=64_000)
        started, n, m = time.monotonic(), 0, 0
        while not stop.wait(max(0.0, started + n / RATE - time.monotonic())):
            output.mux(video.encode(_picture(n)))
            n += 1
            while m * _SAMPLES / 48_000 < n / RATE:
                output.mux(audio.encode(_silence(m)))
                m += 1


def _picture(n: int) -> av.VideoFrame:
    frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
    for plane, value in zip(frame.planes, (n * 8 % 256, 128, 128), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    frame.pts, frame.time_base = n, fractions.Fraction(1, RATE)
    return frame


def _silence(m: int) -> av.AudioFrame:
    frame = av.AudioFrame("s16", "stereo", _SAMPLES)
    frame.planes[0].update(bytes(frame.planes[0].buffer_size))
    frame.sample_rate, frame.pts, frame.time_base = 48_000, m * _SAMPLES, fractions.Fraction(1, 48_000)
    return frame
