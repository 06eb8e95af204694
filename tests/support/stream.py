"""RTP packets of a camera that sends 1.5 Mbit/s of H.264-like video (25 fps) and 50 Opus packets a second."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tests.support.peer import AUDIO_SSRC, VIDEO_SSRC

FRAME_EVERY = 0.04  # seconds
PACKETS_A_FRAME = 7
PAYLOAD = 1070  # bytes; 7 * 25 * 1070 * 8 = 1.5 Mbit/s
KEYFRAME_EVERY = 50  # frames
PACKETS_PER_SECOND = 25 * PACKETS_A_FRAME + 0.5 + 50  # with parameter sets and sound
SPS = bytes.fromhex("6742c01f95a014016e40")
PPS = bytes.fromhex("68ce3c80")
STAMP = struct.Struct("!d")


def _header(payload_type: int, marker: bool, sequence: int, timestamp: int, ssrc: int) -> bytes:
    return struct.pack(
        "!BBHII", 0x80, payload_type | marker << 7, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc
    )


class Camera:
    """Makes each frame's packets; the bytes 2-10 of each payload are the time of sending in seconds."""

    def __init__(self) -> None:
        self.frame = 0
        self.video_sequence = self.audio_sequence = 1

    def video(self, now: float) -> Iterator[bytes]:
        """The packets of the next frame, an IDR picture every two seconds."""
        timestamp, key = self.frame * 3600, self.frame % KEYFRAME_EVERY == 0
        if key:
            sets = b"\x78" + struct.pack("!H", len(SPS)) + SPS + struct.pack("!H", len(PPS)) + PPS
            yield self._video_packet(False, timestamp, sets)
        kind = 5 if key else 1
        for index in range(PACKETS_A_FRAME):
            first, last = index == 0, index == PACKETS_A_FRAME - 1
            unit = bytes([0x7C, first << 7 | last << 6 | kind])
            yield self._video_packet(last, timestamp, unit + STAMP.pack(now) + bytes(PAYLOAD - 10))
        self.frame += 1

    def audio(self, now: float) -> bytes:
        """The next 20 ms."""
        sequence = self.audio_sequence
        self.audio_sequence += 1
        header = _header(111, False, sequence, sequence * 960, AUDIO_SSRC)
        return header + b"\x78\x00" + STAMP.pack(now) + bytes(90)

    def _video_packet(self, marker: bool, timestamp: int, payload: bytes) -> bytes:
        self.video_sequence += 1
        return _header(102, marker, self.video_sequence, timestamp, VIDEO_SSRC) + payload


def sent_at(packet: bytes) -> float | None:
    """The time of sending in a received packet; `None` for parameter sets and padding."""
    start = 12 + 4 * (packet[0] & 0x0F)
    if packet[0] & 0x10:
        start += 4 + 4 * int.from_bytes(packet[start + 2 : start + 4], "big")
    payload = packet[start:]
    if len(payload) < 40:
        return None
    stamp: float = STAMP.unpack_from(payload, 2)[0]
    return stamp
