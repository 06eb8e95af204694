"""Tell from a keyframe's first packet how high its picture is, so that nobody is sent more than is drawn."""

from __future__ import annotations

from collections.abc import Callable

from media.packets.codecs import vp8, vp9
from media.packets.codecs.h264 import SPS, aggregated
from media.packets.codecs.sps import parse_sps

_STAP_A = 24


def picture_height(codec: str, payload: bytes) -> int | None:
    """Pixels of a keyframe of `H264`, `VP8` or `VP9`; `None` where its first packet does not say."""
    read = _READERS.get(codec)
    try:
        return read(payload) if read is not None else None
    except (ValueError, IndexError):
        return None


def _h264(payload: bytes) -> int | None:
    units = aggregated(payload) if payload[0] & 0x1F == _STAP_A else (payload,)
    for unit in units:
        if unit[0] & 0x1F == SPS:
            return parse_sps(unit).height
    return None


def _vp8(payload: bytes) -> int | None:
    form = vp8.describe(payload[vp8.descriptor_size(payload) :])
    return form.height if form is not None else None


def _vp9(payload: bytes) -> int | None:
    form = vp9.describe(payload[vp9.descriptor_size(payload) :])
    return form.height if form is not None else None


_READERS: dict[str, Callable[[bytes], int | None]] = {"H264": _h264, "VP8": _vp8, "VP9": _vp9}
