"""Put VP9 pictures together from RTP (RFC 9628), spatial layers into one superframe."""

from __future__ import annotations

import struct

from media.packets.codecs.bits import Bits
from media.packets.codecs.frame import Format, Frame
from media.packets.codecs.vpx import VpxDepacketizer

_SYNC_CODE = 0x498342
_SRGB = 7
# Largest luma picture of each level in samples (VP9 levels, "Max luma picture size").
_LEVELS = ((36864, 10), (73728, 11), (122880, 20), (245760, 21), (552960, 30), (983040, 31), (2228224, 40))
_TOP_LEVEL = 50


def descriptor_size(payload: bytes) -> int:
    """The size of the VP9 payload descriptor in bytes; raises `IndexError` where it is cut off."""
    flags = payload[0]
    size = 1
    if flags & 0x80:  # I: picture id
        size += 2 if payload[size] & 0x80 else 1
    if flags & 0x20:  # L: layer indices, with TL0PICIDX in non-flexible mode
        size += 1 if flags & 0x10 else 2
    if flags & 0x10 and flags & 0x40:  # F and P: up to three reference differences
        for _ in range(3):
            size += 1
            if not payload[size - 1] & 1:
                break
    if flags & 0x02:  # V: scalability structure
        size += _structure_size(payload, size)
    return size


def _structure_size(payload: bytes, at: int) -> int:
    head = payload[at]
    size = 1 + (4 * ((head >> 5) + 1) if head & 0x10 else 0)
    if head & 0x08:
        pictures = payload[at + size]
        size += 1
        for _ in range(pictures):
            size += 1 + ((payload[at + size] >> 2) & 0x03)
    return size


def describe(frame: bytes) -> Format | None:
    """The format in a key frame's uncompressed header (VP9 bitstream, 6.2), or `None` for any other frame."""
    bits = Bits(frame[:20])
    try:
        if bits.read(2) != 2:
            return None
        profile = bits.read(1) | bits.read(1) << 1
        if profile == 3:
            bits.read(1)
        if bits.flag() or bits.flag():  # show_existing_frame, frame_type: not a key frame
            return None
        bits.read(2)  # show_frame, error_resilient_mode
        if bits.read(24) != _SYNC_CODE:
            return None
        colour = _read_colour(bits, profile)
        width, height = bits.read(16) + 1, bits.read(16) + 1
    except ValueError:
        return None
    level = next((level for most, level in _LEVELS if width * height <= most), _TOP_LEVEL)
    return _format(profile, level, colour, width, height)


def _read_colour(bits: Bits, profile: int) -> tuple[int, int, int]:
    """Bit depth, chroma subsampling as vpcC counts it, and whether the full range is used."""
    depth = (12 if bits.flag() else 10) if profile >= 2 else 8
    if bits.read(3) == _SRGB:
        if profile & 1:
            bits.read(1)
        return depth, 3, 1
    full_range = bits.read(1)
    if not profile & 1:
        return depth, 1, full_range
    across, down = bits.flag(), bits.flag()
    bits.read(1)
    return depth, 1 if across and down else 2 if across else 3, full_range


def _format(profile: int, level: int, colour: tuple[int, int, int], width: int, height: int) -> Format:
    depth, chroma, full_range = colour
    # VPCodecConfigurationRecord of the "VP Codec ISO Media File Format Binding", colours unspecified.
    record = struct.pack(
        "!BBHBBBBBBH", 1, 0, 0, profile, level, depth << 4 | chroma << 1 | full_range, 2, 2, 2, 0
    )
    return Format(f"vp09.{profile:02d}.{level:02d}.{depth:02d}", record, width, height)


class Vp9Depacketizer(VpxDepacketizer):
    """Pictures by timestamp and marker; one picture may hold a frame of each spatial layer."""

    def __init__(self) -> None:
        super().__init__(descriptor_size)
        self._layers: list[list[bytes]] = []

    def lost(self) -> None:
        self._layers = []

    def _add(self, flags: int, data: bytes) -> None:
        if flags & 0x08:  # B: a layer's frame begins
            self._layers.append([data])
        elif self._layers:
            self._layers[-1].append(data)

    def _finish(self) -> list[Frame]:
        layers, self._layers = [b"".join(parts) for parts in self._layers], []
        layers = [layer for layer in layers if layer]
        if not layers:
            return []
        form = describe(layers[0])
        data = layers[0] if len(layers) == 1 else _superframe(layers)
        return [Frame(self._timestamp, data, keyframe=form is not None, format=form)]


def _superframe(frames: list[bytes]) -> bytes:
    """Join frames as VP9's Annex B wants it: behind them their sizes, between two marker bytes."""
    marker = bytes([0xC0 | 3 << 3 | min(len(frames), 8) - 1])
    sizes = b"".join(struct.pack("<I", len(frame)) for frame in frames[:8])
    return b"".join((*frames[:8], marker, sizes, marker))
