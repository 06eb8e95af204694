"""Tell from one RTP payload whether a decoder could start here, without assembling a frame."""

from __future__ import annotations

from collections.abc import Callable

_IDR, _SPS = 5, 7
_STAP_A, _FU_A = 24, 28


def starts_keyframe(codec: str, payload: bytes) -> bool:
    """Whether the payload begins a keyframe of `H264`, `VP8` or `VP9`; cut payloads do not."""
    detect = _DETECTORS.get(codec)
    if detect is None:
        return False
    try:
        return detect(payload)
    except IndexError:
        return False


def _h264(payload: bytes) -> bool:
    """A parameter set or an IDR slice: alone, in an aggregate, or as the first fragment (RFC 6184)."""
    kind = payload[0] & 0x1F
    if kind in (_IDR, _SPS):
        return True
    if kind == _FU_A:
        return bool(payload[1] & 0x80) and payload[1] & 0x1F == _IDR
    return kind == _STAP_A and _aggregate_has_keyframe(payload)


def _aggregate_has_keyframe(payload: bytes) -> bool:
    at = 1
    while at + 2 < len(payload):
        if payload[at + 2] & 0x1F in (_IDR, _SPS):
            return True
        at += 2 + (payload[at] << 8 | payload[at + 1])
    return False


def _vp8(payload: bytes) -> bool:
    """The first packet of the first partition, whose frame header says key frame (RFC 7741)."""
    first = payload[0]
    if not first & 0x10 or first & 0x07:
        return False
    at = 1
    if first & 0x80:
        fields = payload[1]
        at = 2
        if fields & 0x80:
            at += 2 if payload[at] & 0x80 else 1
        at += bool(fields & 0x40) + bool(fields & 0x30)
    return not payload[at] & 0x01


def _vp9(payload: bytes) -> bool:
    """The beginning of a picture that predicts from no other, in its lowest spatial layer (RFC 9628)."""
    first = payload[0]
    if first & 0x40 or not first & 0x08:
        return False
    if not first & 0x20:
        return True
    at = 1
    if first & 0x80:
        at += 2 if payload[1] & 0x80 else 1
    return not payload[at] & 0x0E


_DETECTORS: dict[str, Callable[[bytes], bool]] = {"H264": _h264, "VP8": _vp8, "VP9": _vp9}
