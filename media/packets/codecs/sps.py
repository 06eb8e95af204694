"""Read an H.264 sequence parameter set (ITU-T H.264, 7.3.2.1) for profile, level and picture size."""

from __future__ import annotations

from dataclasses import dataclass

from media.packets.codecs.bits import Bits

# Profiles whose parameter sets carry chroma format and scaling lists (7.3.2.1.1).
_HIGH_PROFILES = {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135}


@dataclass(frozen=True, slots=True)
class SequenceParameters:
    """
    `profile`, `constraints` and `level` are the three bytes of the codec name; the size is in pixels.

    Without `frames_only` the stream may be interlaced.
    """

    profile: int
    constraints: int
    level: int
    width: int
    height: int
    frames_only: bool = True

    @property
    def codec(self) -> str:
        """The name of RFC 6381, such as `avc1.42e01f`."""
        return f"avc1.{self.profile:02x}{self.constraints:02x}{self.level:02x}"


def parse_sps(nal: bytes) -> SequenceParameters:
    """Read one SPS NAL unit, its header byte included; raises `ValueError`."""
    if len(nal) < 4 or nal[0] & 0x1F != 7:
        raise ValueError("not a sequence parameter set")
    profile, constraints, level = nal[1], nal[2], nal[3]
    bits = Bits(_without_emulation_prevention(nal[4:]))
    bits.unsigned()  # seq_parameter_set_id
    chroma = _read_chroma(bits) if profile in _HIGH_PROFILES else 1
    _skip_to_size(bits)
    width, height, frames_only = _read_size(bits, chroma)
    if width <= 0 or height <= 0:
        raise ValueError("a picture without size")
    return SequenceParameters(profile, constraints, level, width, height, frames_only)


def _without_emulation_prevention(data: bytes) -> bytes:
    return data.replace(b"\x00\x00\x03", b"\x00\x00")


def _read_chroma(bits: Bits) -> int:
    chroma = bits.unsigned()
    separate_planes = chroma == 3 and bits.flag()
    bits.unsigned()  # bit_depth_luma_minus8
    bits.unsigned()  # bit_depth_chroma_minus8
    bits.flag()  # qpprime_y_zero_transform_bypass_flag
    if bits.flag():
        for index in range(12 if chroma == 3 else 8):
            if bits.flag():
                _skip_scaling_list(bits, 16 if index < 6 else 64)
    return 0 if separate_planes else chroma


def _skip_scaling_list(bits: Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_to_size(bits: Bits) -> None:
    bits.unsigned()  # log2_max_frame_num_minus4
    order_type = bits.unsigned()
    if order_type == 0:
        bits.unsigned()  # log2_max_pic_order_cnt_lsb_minus4
    elif order_type == 1:
        bits.flag()  # delta_pic_order_always_zero_flag
        bits.signed()  # offset_for_non_ref_pic
        bits.signed()  # offset_for_top_to_bottom_field
        cycle = bits.unsigned()
        if cycle > 255:
            raise ValueError("a picture order cycle of more than 255 frames")
        for _ in range(cycle):
            bits.signed()
    bits.unsigned()  # max_num_ref_frames
    bits.flag()  # gaps_in_frame_num_value_allowed_flag


def _read_size(bits: Bits, chroma: int) -> tuple[int, int, bool]:
    width_units = bits.unsigned() + 1
    height_units = bits.unsigned() + 1
    frames_only = bits.flag()
    if not frames_only:
        bits.flag()  # mb_adaptive_frame_field_flag
    bits.flag()  # direct_8x8_inference_flag
    fields = 1 if frames_only else 2
    width, height = 16 * width_units, 16 * height_units * fields
    if bits.flag():
        left, right, top, bottom = (bits.unsigned() for _ in range(4))
        width -= (left + right) * (2 if chroma in (1, 2) else 1)
        height -= (top + bottom) * (2 if chroma == 1 else 1) * fields
    return width, height, frames_only
