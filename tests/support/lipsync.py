"""Hear and see a clip's flashes and tones as a receiver does, and tell how far apart they are."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import pairwise

import av
from aiortc.codecs.h264 import H264PayloadDescriptor
from av.audio.resampler import AudioResampler

from media.packets.ntp import from_ntp
from media.packets.rtcp import SenderReport, parse_rtcp
from tests.support.peer import Peer

VIDEO, AUDIO = 102, 111
_RATES = {VIDEO: 90_000, AUDIO: 48_000}


@dataclass
class Witness:
    """Keeps what a bare peer receives; `offsets` puts it on one clock by the sender reports."""

    peer: Peer
    packets: dict[int, list[bytes]] = field(default_factory=lambda: {VIDEO: [], AUDIO: []})
    reports: dict[int, SenderReport] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.peer.on_datagram = self._take

    def _take(self, datagram: bytes) -> None:
        if 192 <= datagram[1] < 224:
            plain = bytes(self.peer.dtls._rx_srtp.unprotect_rtcp(datagram))
            for report in parse_rtcp(plain):
                if isinstance(report, SenderReport):
                    self.reports[report.ssrc] = report
        elif datagram[1] & 0x7F in _RATES:
            self.packets[datagram[1] & 0x7F].append(self.peer.unprotect(datagram))

    def offsets(self) -> list[float]:
        """For each tone how much later its flash is, in seconds."""
        flashes, tones = self._flashes(), self._tones()
        nearest = [min(flashes, key=lambda flash: abs(flash - tone)) - tone for tone in tones]
        return [offset for offset in nearest if abs(offset) < 0.5]

    def _flashes(self) -> list[float]:
        decoder = av.CodecContext.create("h264", "r")
        lights: list[tuple[float, bool]] = []
        for stamp, unit in self._pictures():
            packet = av.Packet(unit)
            packet.pts = stamp
            lights += [(self._time(VIDEO, frame.pts), _is_bright(frame)) for frame in decoder.decode(packet)]
        return _onsets(lights)

    def _pictures(self) -> list[tuple[int, bytes]]:
        units: dict[int, bytes] = {}
        for packet in self.packets[VIDEO]:
            stamp, payload = _read(packet)
            units[stamp] = units.get(stamp, b"") + H264PayloadDescriptor.parse(payload)[1]
        return list(units.items())

    def _tones(self) -> list[float]:
        decoder, whole = av.CodecContext.create("libopus", "r"), AudioResampler("s16", "mono", 48_000)
        sounds: list[tuple[float, bool]] = []
        for data in self.packets[AUDIO]:
            stamp, payload = _read(data)
            frames = [each for frame in decoder.decode(av.Packet(payload)) for each in whole.resample(frame)]
            sounds += [(self._time(AUDIO, stamp), _is_loud(frame)) for frame in frames]
        return _onsets(sounds)

    def _time(self, kind: int, stamp: int) -> float:
        ssrc = struct.unpack_from("!I", self.packets[kind][-1], 8)[0]
        report = self.reports[ssrc]
        ahead = (stamp - report.rtp_timestamp + 2**31) % 2**32 - 2**31
        return from_ntp(report.ntp) + ahead / _RATES[kind]


def _read(packet: bytes) -> tuple[int, bytes]:
    """Timestamp and payload, without header extensions."""
    at = 12
    if packet[0] & 0x10:
        at += 4 + 4 * struct.unpack_from("!H", packet, 14)[0]
    return struct.unpack_from("!I", packet, 4)[0], packet[at:]


def _is_bright(frame: av.VideoFrame) -> bool:
    return bytes(frame.planes[0])[frame.planes[0].line_size * frame.height // 2 + frame.width // 2] > 120


def _is_loud(frame: av.AudioFrame) -> bool:
    samples = struct.unpack(f"<{frame.samples}h", bytes(frame.planes[0])[: 2 * frame.samples])
    return max(map(abs, samples)) > 2000


def _onsets(samples: list[tuple[float, bool]]) -> list[float]:
    """The moments at which it becomes bright or loud, the first sample's apart."""
    return [at for (_, was), (at, now) in pairwise(samples) if now and not was]
