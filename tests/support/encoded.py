"""Real coded media as RTP: a moving picture and a tone, encoded by FFmpeg, packetised by aiortc."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import av
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

PACKET_SIZE = 1200
_VIDEO = Fraction(1, 90000)
_OPTIONS = {
    "libx264": {"tune": "zerolatency", "preset": "ultrafast", "profile": "baseline"},
    "libvpx": {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"},
}


@dataclass(frozen=True)
class Coded:
    """One coded frame: its RTP timestamp from 0, and the payloads of its packets."""

    timestamp: int
    payloads: tuple[bytes, ...]
    keyframe: bool


@lru_cache(maxsize=32)
def video(
    codec: str, count: int, size: tuple[int, int] = (160, 120), rate: int = 25, gop: int = 25
) -> tuple[Coded, ...]:
    """`count` frames of H264, VP8 or VP9 with a keyframe every `gop` frames."""
    name = {"H264": "libx264", "VP8": "libvpx", "VP9": "libvpx-vp9"}[codec]
    encoder = av.CodecContext.create(name, "w")
    encoder.width, encoder.height = size
    encoder.pix_fmt, encoder.time_base, encoder.framerate = "yuv420p", _VIDEO, Fraction(rate)
    encoder.bit_rate, encoder.gop_size, encoder.options = 600_000, gop, dict(_OPTIONS[name])
    packets = [packet for frame in _pictures(count, size, rate) for packet in encoder.encode(frame)]
    packets += encoder.encode(None)
    pack = {"H264": H264Encoder().pack, "VP8": Vp8Encoder().pack, "VP9": _pack_vp9}[codec]
    return tuple(Coded(packet.pts, tuple(pack(packet)[0]), packet.is_keyframe) for packet in packets)


def _pictures(count: int, size: tuple[int, int], rate: int) -> Iterator[VideoFrame]:
    """A gradient that moves over a noisy half, so that frames are worth several packets."""
    width, height = size
    noise = random.Random(1).randbytes(4 * width * height)
    for index in range(count):
        gradient = bytes((x + 7 * index) & 0xFF for x in range(4 * width)) * (height // 2)
        start = 37 * index % (width * height)
        colours = gradient + noise[start : start + 4 * width * height - len(gradient)]
        frame = VideoFrame.from_bytes(colours, width, height, format="rgba").reformat(format="yuv420p")
        frame.pts, frame.time_base = index * 90000 // rate, _VIDEO
        yield frame


def _pack_vp9(packet: av.Packet) -> tuple[list[bytes], int]:
    data = bytes(packet)
    parts = [data[at : at + PACKET_SIZE] for at in range(0, len(data), PACKET_SIZE)]
    payloads = []
    for index, part in enumerate(parts):
        flags = 0x80 | (0 if packet.is_keyframe else 0x40) | (0x08 if index == 0 else 0)
        flags |= 0x04 if index == len(parts) - 1 else 0
        payloads.append(bytes([flags, 0x80 | 0x12, 0x34]) + part)
    return payloads, packet.pts or 0


@lru_cache(maxsize=8)
def audio(count: int) -> tuple[Coded, ...]:
    """`count` Opus packets of 20 ms with a tone of 440 Hz."""
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 48000, "stereo", "s16"
    encoder.bit_rate, encoder.time_base = 32000, Fraction(1, 48000)
    packets = []
    for index in range(count):
        packets += encoder.encode(_tone(index))
    return tuple(Coded(960 * index, (bytes(packet),), True) for index, packet in enumerate(packets))


def _tone(index: int) -> AudioFrame:
    frame = AudioFrame(format="s16", layout="stereo", samples=960)
    values = (int(8000 * math.sin(2 * math.pi * 440 * (960 * index + at) / 48000)) for at in range(960))
    frame.planes[0].update(b"".join(struct.pack("<hh", value, value) for value in values))
    frame.sample_rate, frame.pts, frame.time_base = 48000, 960 * index, Fraction(1, 48000)
    return frame


def packets(
    frames: Sequence[Coded],
    *,
    payload_type: int = 96,
    ssrc: int = 1000,
    sequence: int = 1,
    timestamp: int = 0,
) -> list[list[bytes]]:
    """The RTP packets of each frame; the marker stands on a frame's last."""
    made = []
    for frame in frames:
        batch = []
        for payload in frame.payloads:
            marker = 0x80 if payload is frame.payloads[-1] else 0
            stamp = (timestamp + frame.timestamp) & 0xFFFFFFFF
            head = struct.pack("!BBHII", 0x80, marker | payload_type, sequence & 0xFFFF, stamp, ssrc)
            batch.append(head + payload)
            sequence += 1
        made.append(batch)
    return made
