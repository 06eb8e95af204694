"""Put H.264 access units together from RTP (RFC 6184, packetisation modes 0 and 1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from media.packets.codecs.bits import Bits
from media.packets.codecs.frame import Format, Frame
from media.packets.codecs.sps import parse_sps
from media.packets.rtp import RtpPacket

IDR_SLICE, SPS, PPS = 5, 7, 8
_PICTURE_TYPES = range(1, 6)
_ACCESS_UNIT_DELIMITER, _FILLER = 9, 12
_STAP_A, _FU_A = 24, 28
# Picture parameter sets kept at a time; encoders that renumber them would go up to 256.
_MOST_PPS = 8


class H264Depacketizer:
    """
    Access units by timestamp and marker, with the parameter sets before every IDR picture.

    A publisher may send them once or in packets of their own; a file that is read
    from its middle needs them at each keyframe.
    """

    def __init__(self) -> None:
        self.malformed = 0
        self._sps = b""
        self._pps: dict[int, bytes] = {}
        self._new_sets: list[bytes] = []
        self._units: list[bytes] = []
        self._fragments: list[bytes] = []
        self._timestamp = 0
        # Whether the access unit under way has been seen from its start.
        self._whole = True
        self._between = True

    def push(self, packet: RtpPacket) -> Sequence[Frame]:
        """Take the next packet; the access units that are whole now, each as one frame."""
        frames: list[Frame] = []
        payload = packet.payload
        if not payload:
            return frames
        if packet.timestamp != self._timestamp and not self._between:
            frames += self._finish()
        self._timestamp = packet.timestamp
        self._between = False
        self._whole = self._whole or _starts_access_unit(payload)
        try:
            self._take(payload)
        except (ValueError, IndexError, struct.error):
            self.malformed += 1
        if packet.marker:
            frames += self._finish()
        return frames

    def lost(self) -> None:
        """
        Also gives up the access unit of the next packet, unless it starts with its parameter sets.

        A picture of several slices would otherwise go on without the first of them.
        """
        self._units = []
        self._fragments = []
        self._whole = False
        self._between = True

    def _take(self, payload: bytes) -> None:
        kind = payload[0] & 0x1F
        if kind == _FU_A:
            self._take_fragment(payload)
        elif kind == _STAP_A:
            for unit in aggregated(payload):
                self._take_unit(unit)
        elif 0 < kind < _STAP_A:
            self._take_unit(payload)
        else:
            raise ValueError("a NAL unit type that mode 1 does not have")

    def _take_fragment(self, payload: bytes) -> None:
        header = payload[1]
        if header & 0x80:
            self._fragments = [bytes([payload[0] & 0xE0 | header & 0x1F]), payload[2:]]
        elif self._fragments:
            self._fragments.append(payload[2:])
        else:
            self._whole = False
        if header & 0x40 and self._fragments:
            unit = b"".join(self._fragments)
            self._fragments = []
            self._take_unit(unit)

    def _take_unit(self, unit: bytes) -> None:
        kind = unit[0] & 0x1F
        if kind in (SPS, PPS):
            self._keep_set(kind, unit)
        elif kind not in (_ACCESS_UNIT_DELIMITER, _FILLER):
            self._units.append(unit)

    def _keep_set(self, kind: int, unit: bytes) -> None:
        if kind == PPS:
            number = Bits(unit[1:6]).unsigned()
            self._pps.pop(number, None)
            self._pps[number] = unit
            if len(self._pps) > _MOST_PPS:
                del self._pps[next(iter(self._pps))]
        elif unit != self._sps:
            self._sps = unit
            self._pps = {}
        self._new_sets = [*self._new_sets[-_MOST_PPS:], unit]

    def _finish(self) -> list[Frame]:
        units, self._units = self._units, []
        whole, self._whole = self._whole, True
        self._fragments = []
        self._between = True
        kinds = {unit[0] & 0x1F for unit in units}
        if not whole or kinds.isdisjoint(_PICTURE_TYPES):
            return []
        new_sets, self._new_sets = self._new_sets, []
        if IDR_SLICE in kinds:
            return self._keyframe(units)
        return [Frame(self._timestamp, _length_prefixed(new_sets + units), keyframe=False)]

    def _keyframe(self, units: list[bytes]) -> list[Frame]:
        sets = list(self._pps.values())
        try:
            form = describe(self._sps, sets)
        except ValueError:
            self.malformed += 1
            return []
        data = _length_prefixed([self._sps, *sets, *units])
        return [Frame(self._timestamp, data, keyframe=True, format=form)]


def describe(sps: bytes, pps: list[bytes]) -> Format:
    """The format that parameter sets announce; raises `ValueError` where they do not suffice."""
    parameters = parse_sps(sps)
    if not pps:
        raise ValueError("no picture parameter set")
    # AVCDecoderConfigurationRecord, ISO/IEC 14496-15, 5.2.4.1; lengths of 4 bytes.
    record = b"".join(
        (bytes([1]), sps[1:4], bytes([0xFF, 0xE1]), _with_size(sps), bytes([len(pps)]), *map(_with_size, pps))
    )
    if parameters.profile in (100, 110, 122, 144):
        record += bytes([0xFD, 0xF8, 0xF8, 0])  # 4:2:0, 8 bits, as WebRTC has nothing else
    return Format(parameters.codec, record, parameters.width, parameters.height)


def _with_size(unit: bytes) -> bytes:
    return struct.pack("!H", len(unit)) + unit


def _starts_access_unit(payload: bytes) -> bool:
    """Whether the first unit is a delimiter or an SPS: they stand only at the start (7.4.1.2.3)."""
    first = payload[3:4] if payload[0] & 0x1F == _STAP_A else payload[:1]
    return bool(first) and first[0] & 0x1F in (SPS, _ACCESS_UNIT_DELIMITER)


def aggregated(payload: bytes) -> Iterator[bytes]:
    """The NAL units in a STAP-A payload; raises `ValueError` where one is cut off."""
    at = 1
    while at < len(payload):
        (size,) = struct.unpack_from("!H", payload, at)
        unit = payload[at + 2 : at + 2 + size]
        if not size or len(unit) < size:
            raise ValueError("an aggregated unit runs past the end")
        yield unit
        at += 2 + size


def _length_prefixed(units: list[bytes]) -> bytes:
    return b"".join(part for unit in units for part in (struct.pack("!I", len(unit)), unit))
