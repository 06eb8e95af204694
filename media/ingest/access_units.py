"""Take an H.264 elementary stream apart into access units that any WebRTC receiver can start from."""

from __future__ import annotations

from dataclasses import dataclass

from media.packets.codecs.bits import Bits
from media.packets.codecs.h264 import IDR_SLICE, PPS, SPS
from media.packets.codecs.sps import SequenceParameters, parse_sps

_SLICES = range(1, 6)
_SLICES_WITH_HEADER = (1, 2)
#: slice_type 1 and 6 (7.4.3).
_B_SLICES = (1, 6)
#: A slice header's first two numbers need no more; what follows may be any size.
_HEADER_BYTES = 12
_MOST_PPS = 8


@dataclass(frozen=True, slots=True)
class AccessUnit:
    """
    One picture: its NAL units without start codes, parameter sets first where it is a keyframe.

    `sets` are the first so many of `units` that are parameter sets.
    """

    units: list[bytes]
    sets: int
    keyframe: bool
    bidirectional: bool


class AccessUnits:
    """
    Reads what a container gives for one picture: Annex B, or avcC when its extradata says so.

    Delimiters, filler and supplemental information are left out, and the newest
    parameter sets stand before every IDR picture. Raises `ValueError` for what is
    neither form.
    """

    def __init__(self, extradata: bytes | None) -> None:
        self.sps = b""
        self._pps: dict[int, bytes] = {}
        self._length_size = 0
        if extradata and extradata[0] == 1:
            self._read_configuration(extradata)
        elif extradata:
            self._keep_sets(split_annex_b(extradata))

    @property
    def parameters(self) -> SequenceParameters | None:
        """What the newest SPS says; `None` before the first."""
        return parse_sps(self.sps) if self.sps else None

    def read(self, data: bytes) -> AccessUnit | None:
        """The picture in one packet of the container; `None` if there is no slice in it."""
        units = split_lengths(data, self._length_size) if self._length_size else split_annex_b(data)
        self._keep_sets(units)
        slices = [unit for unit in units if unit[0] & 0x1F in _SLICES]
        if not slices:
            return None
        keyframe = any(unit[0] & 0x1F == IDR_SLICE for unit in slices)
        sets = [self.sps, *self._pps.values()] if keyframe and self.sps else []
        return AccessUnit(sets + slices, len(sets), keyframe, not keyframe and any(map(_is_b, slices)))

    def _keep_sets(self, units: list[bytes]) -> None:
        for unit in units:
            kind = unit[0] & 0x1F
            if kind == SPS and unit != self.sps:
                self.sps = unit
                self._pps = {}
            elif kind == PPS:
                number = Bits(unit[1:6]).unsigned()
                self._pps.pop(number, None)
                self._pps[number] = unit
                if len(self._pps) > _MOST_PPS:
                    del self._pps[next(iter(self._pps))]

    def _read_configuration(self, record: bytes) -> None:
        """AVCDecoderConfigurationRecord, ISO/IEC 14496-15, 5.2.4.1."""
        if len(record) < 7:
            raise ValueError("the decoder configuration is cut")
        self._length_size = (record[4] & 3) + 1
        at, sets = 5, []
        for mask in (0x1F, 0xFF):
            count, at = record[at] & mask, at + 1
            for _ in range(count):
                size = int.from_bytes(record[at : at + 2], "big")
                sets.append(record[at + 2 : at + 2 + size])
                at += 2 + size
            if at >= len(record):
                break
        self._keep_sets([unit for unit in sets if unit])


def split_annex_b(data: bytes) -> list[bytes]:
    """The NAL units between start codes (H.264, annex B); none contains one, nor ends with a zero."""
    _, _, after = data.partition(b"\x00\x00\x01")
    return [unit for part in after.split(b"\x00\x00\x01") if (unit := part.rstrip(b"\x00"))]


def split_lengths(data: bytes, length_size: int) -> list[bytes]:
    """The NAL units behind their lengths. Raises `ValueError` when one runs past the end."""
    units, at = [], 0
    while at + length_size <= len(data):
        size = int.from_bytes(data[at : at + length_size], "big")
        at += length_size
        if at + size > len(data):
            raise ValueError("a NAL unit runs past the end")
        if size:
            units.append(data[at : at + size])
        at += size
    return units


def _is_b(unit: bytes) -> bool:
    if unit[0] & 0x1F not in _SLICES_WITH_HEADER:
        return False
    try:
        bits = Bits(unit[1:_HEADER_BYTES].replace(b"\x00\x00\x03", b"\x00\x00"))
        bits.unsigned()  # first_mb_in_slice
        return bits.unsigned() in _B_SLICES
    except ValueError:
        return False
