"""
Find the picture numbers inside VP8 and VP9 payload descriptors (RFC 7741, RFC 9628).

A receiver follows frames by these numbers. They jump when a slot takes another
producer, so a relay has to write its own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureNumbers:
    """
    Where the numbers stand in a payload and what they are.

    `picture` is 7 or 15 bits wide (`wide`); `base_layer_at` is `None` without
    the number of the last base layer picture (TL0PICIDX, 8 bits).
    """

    picture_at: int
    wide: bool
    picture: int
    base_layer_at: int | None
    base_layer: int

    def write(self, payload: bytes, picture: int, base_layer: int) -> bytes:
        """The payload with other numbers, cut to the width that these have."""
        changed = bytearray(payload)
        if self.wide:
            changed[self.picture_at] = 0x80 | picture >> 8 & 0x7F
            changed[self.picture_at + 1] = picture & 0xFF
        else:
            changed[self.picture_at] = picture & 0x7F
        if self.base_layer_at is not None:
            changed[self.base_layer_at] = base_layer & 0xFF
        return bytes(changed)


def find_picture_numbers(codec: str, payload: bytes) -> PictureNumbers | None:
    """The numbers of a VP8 or VP9 payload; `None` if it has none or is cut."""
    try:
        if codec == "VP8":
            return _find_in_vp8(payload)
        if codec == "VP9":
            return _find_in_vp9(payload)
    except IndexError:
        return None
    return None


def _find_in_vp8(payload: bytes) -> PictureNumbers | None:
    if not payload[0] & 0x80 or not payload[1] & 0x80:
        return None
    wide, picture, at = _read_picture(payload, 2)
    has_base_layer = bool(payload[1] & 0x40)
    base_layer = payload[at] if has_base_layer else 0
    return PictureNumbers(2, wide, picture, at if has_base_layer else None, base_layer)


def _find_in_vp9(payload: bytes) -> PictureNumbers | None:
    first = payload[0]
    if not first & 0x80:
        return None
    wide, picture, at = _read_picture(payload, 1)
    # The number of the base layer stands behind the layer indices, in non-flexible mode only.
    has_base_layer = bool(first & 0x20) and not first & 0x10
    base_layer = payload[at + 1] if has_base_layer else 0
    return PictureNumbers(1, wide, picture, at + 1 if has_base_layer else None, base_layer)


def _read_picture(payload: bytes, at: int) -> tuple[bool, int, int]:
    """Whether the number is wide, the number, and where the next field stands."""
    if payload[at] & 0x80:
        return True, (payload[at] & 0x7F) << 8 | payload[at + 1], at + 2
    return False, payload[at], at + 1
