"""Take Opus packets out of RTP (RFC 7587) and tell how long they sound (RFC 6716, 3.1)."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from media.packets.codecs.frame import Format, Frame
from media.packets.rtp import RtpPacket

CLOCK_RATE = 48000
# 20 ms of digital silence, coded by libopus (CELT, full band).
SILENCE = b"\xf8\xff\xfe"
SILENCE_DURATION = 960
_MOST_DURATION = 5760  # 120 ms, the longest packet that RFC 6716 allows

_SILK_DURATIONS = (480, 960, 1920, 2880)
_HYBRID_DURATIONS = (480, 960)
_CELT_DURATIONS = (120, 240, 480, 960)

# OpusSpecificBox: version, channels, no pre-skip (the stream starts anywhere), rate, gain, mapping family.
STEREO = Format("opus", struct.pack("!BBHIhB", 0, 2, 0, CLOCK_RATE, 0, 0), channels=2)


def duration(packet: bytes) -> int:
    """How many samples at 48 kHz a packet sounds; raises `ValueError` for what is no Opus packet."""
    if not packet:
        raise ValueError("an empty packet")
    frames = _frame_count(packet)
    samples = frames * _frame_duration(packet[0] >> 3)
    if not 0 < samples <= _MOST_DURATION:
        raise ValueError("longer than 120 ms")
    return samples


def _frame_duration(config: int) -> int:
    if config < 12:
        return _SILK_DURATIONS[config & 3]
    if config < 16:
        return _HYBRID_DURATIONS[config & 1]
    return _CELT_DURATIONS[config & 3]


def _frame_count(packet: bytes) -> int:
    code = packet[0] & 3
    if code == 0:
        return 1
    if code < 3:
        return 2
    if len(packet) < 2:
        raise ValueError("the frame count is missing")
    return packet[1] & 0x3F


class OpusDepacketizer:
    """
    One RTP packet is one frame, and each can be decoded from.

    The channel count is always two: RFC 7587 announces every stream as stereo, and
    decoders spread mono packets over both channels.
    """

    def __init__(self) -> None:
        self.malformed = 0

    def push(self, packet: RtpPacket) -> Sequence[Frame]:
        """Take the next packet; its frame, or nothing where the packet is none."""
        payload = packet.payload
        if not payload:
            return ()
        try:
            samples = duration(payload)
        except ValueError:
            self.malformed += 1
            return ()
        return (Frame(packet.timestamp, payload, keyframe=True, format=STEREO, duration=samples),)

    def lost(self) -> None:
        """Nothing is under way between two packets."""
