"""What the bench's members publish, packet by packet: simulcast layers, a screen, sound."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from media.packets.ntp import to_ntp
from media.packets.rtcp import SenderReport
from tests.support.encoded import video
from tests.support.stream import STAMP

MID, RID, TRANSPORT_CC, LEVEL = 1, 2, 4, 5
H264_TYPE, OPUS_TYPE = 102, 111
LARGEST = 1100  # bytes of payload in a packet
#: Browsers name a stream's m-line and layer until they are told that it is known; so many packets do here.
NAMED = 100
KEYFRAME_IS = 5  # times an ordinary frame
SPOKEN, SILENT = 25, 127  # dB below the loudest
SOUND_S, SILENCE_S = 0.02, 0.4  # between packets: speech, and discontinuous transmission


@dataclass(frozen=True)
class Layer:
    rid: str
    size: tuple[int, int]
    kbps: int


MASTER_LAYERS = (
    Layer("q", (320, 180), 150),
    Layer("h", (640, 360), 500),
    Layer("f", (1280, 720), 1600),
)
CLASSROOM_LAYERS = (Layer("q", (320, 180), 150), Layer("h", (960, 540), 900))
SCREEN_LAYERS = (Layer("", (1920, 1080), 800),)


class Stream:
    """One SSRC of a publisher; `next_number` gives the transport-wide number of the next packet."""

    def __init__(
        self, mid: str, rid: str, payload_type: int, clock_rate: int, next_number: Callable[[], int]
    ) -> None:
        self.ssrc = random.getrandbits(32)
        self._names = _element(MID, mid.encode()) + (_element(RID, rid.encode()) if rid else b"")
        self._payload_type = payload_type
        self._clock_rate = clock_rate
        self._next_number = next_number
        self._sequence = random.getrandbits(15)
        self._offset = random.getrandbits(32)
        self._packets = self._octets = 0

    def packet(self, payload: bytes, now: float, marker: bool, level: bytes = b"") -> bytes:
        """The next packet, captured now."""
        elements = _element(TRANSPORT_CC, struct.pack("!H", self._next_number() & 0xFFFF)) + level
        if self._packets < NAMED:
            elements += self._names
        words = -(-len(elements) // 4)
        block = struct.pack("!HH", 0xBEDE, words) + elements.ljust(4 * words, b"\0")
        self._sequence = (self._sequence + 1) & 0xFFFF
        self._packets += 1
        self._octets += len(payload)
        second = self._payload_type | marker << 7
        head = struct.pack("!BBHII", 0x90, second, self._sequence, self.timestamp(now), self.ssrc)
        return head + block + payload

    def timestamp(self, now: float) -> int:
        return (self._offset + round(now * self._clock_rate)) & 0xFFFFFFFF

    def report(self, now: float) -> bytes:
        """The sender report that belongs to now."""
        return SenderReport(self.ssrc, to_ntp(now), self.timestamp(now), self._packets, self._octets).build()


class Picture:
    """One layer: frames of about its bit rate, and a keyframe when one is asked for."""

    def __init__(self, layer: Layer, fps: int, stream: Stream) -> None:
        self.stream = stream
        self.wants_keyframe = True
        self._mean = layer.kbps * 125 / fps
        self._sets = video("H264", 1, layer.size)[0].payloads[0]
        self._random = random.Random(stream.ssrc)

    def frame(self, now: float) -> Iterator[bytes]:
        """The packets of the next frame; the bytes 2-10 of each payload are the time of sending."""
        key, self.wants_keyframe = self.wants_keyframe, False
        size = self._mean * self._random.lognormvariate(-0.03, 0.25) * (KEYFRAME_IS if key else 1)
        if key:
            yield self.stream.packet(self._sets, now, marker=False)
        count = math.ceil(size / LARGEST)
        filler = STAMP.pack(now) + bytes(max(40, round(size / count) - 10))
        for index in range(count):
            yield self.stream.packet(_unit(index, count, key) + filler, now, marker=index == count - 1)


def _unit(index: int, count: int, key: bool) -> bytes:
    """The first two bytes: of a whole slice, or of a part of one (RFC 6184, 5.8)."""
    kind = 5 if key else 1
    if count == 1:
        return bytes([0x60 | kind, 0x88])
    return bytes([0x7C, (index == 0) << 7 | (index == count - 1) << 6 | kind])


class Sound:
    """Opus of 40 kbit/s while the microphone is open, else a packet of silence from time to time."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.is_open = False

    @property
    def every(self) -> float:
        """Seconds between two packets."""
        return SOUND_S if self.is_open else SILENCE_S

    def frame(self, now: float) -> Iterator[bytes]:
        level = _element(LEVEL, bytes([0x80 | SPOKEN if self.is_open else SILENT]))
        payload = b"\x78\x00" + STAMP.pack(now) + bytes(90) if self.is_open else b"\x78\x00\x00"
        yield self.stream.packet(payload, now, marker=False, level=level)


@dataclass(frozen=True)
class Video:
    """A picture with all its layers, which are captured and sent at the same moment."""

    mid: str
    fps: int
    layers: Sequence[Layer]
    pictures: Sequence[Picture]

    @property
    def every(self) -> float:
        return 1 / self.fps

    def frame(self, now: float) -> Iterator[bytes]:
        for picture in self.pictures:
            yield from picture.frame(now)


def _element(identifier: int, content: bytes) -> bytes:
    return bytes([identifier << 4 | len(content) - 1]) + content
