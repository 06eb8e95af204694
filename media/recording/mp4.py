"""Write one track as fragmented MP4 (ISO/IEC 14496-12), a whole fragment at a time."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from media.packets.codecs.frame import Format
from media.recording.samples import Sample

_MATRIX = struct.pack("!9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_UNDETERMINED_LANGUAGE = 0x55C4
# Sample flags (8.8.3.1): depends on no other sample; depends on others and is no sync sample.
_SYNC, _NON_SYNC = 0x02000000, 0x01010000
_BASE_IS_MOOF = 0x020000
_DEFAULT_FLAGS = 0x20
_TRUN_COMMON = 0x1 | 0x100 | 0x200  # data offset, and for every sample its duration and size
_TRUN_FLAGS, _TRUN_SHIFT = 0x400, 0x800


def init_section(form: Format, timescale: int) -> bytes:
    """`ftyp` and `moov` of a file with one track of this format; its times count in 1/`timescale` seconds."""
    brands = _box(b"ftyp", b"iso6", struct.pack("!I", 0), b"iso6", b"mp41")
    times = struct.pack("!IIIIIH10x", 0, 0, 1000, 0, 0x10000, 0x100)
    header = _full(b"mvhd", 0, 0, times, _MATRIX, bytes(24), struct.pack("!I", 2))
    extends = _full(b"trex", 0, 0, struct.pack("!5I", 1, 1, 0, 0, 0))
    track = _track(form, timescale)
    return brands + _box(b"moov", header, track, _box(b"mvex", extends))


def fragment(number: int, form: Format, samples: Sequence[Sample]) -> bytes:
    """
    `moof` and `mdat` of samples that follow each other without a hole.

    `number` counts the file's fragments from 1.
    """
    start = struct.pack("!Q", samples[0].time)
    if form.channels:
        head = _full(b"tfhd", 0, _BASE_IS_MOOF | _DEFAULT_FLAGS, struct.pack("!II", 1, _SYNC))
    else:
        head = _full(b"tfhd", 0, _BASE_IS_MOOF, struct.pack("!I", 1))
    before = _full(b"mfhd", 0, 0, struct.pack("!I", number))
    decode_time = _full(b"tfdt", 1, 0, start)
    entries, flags = _entries(form, samples)
    moof_size = 8 + len(before) + 8 + len(head) + len(decode_time) + 20 + len(entries)
    run = _full(b"trun", 0, flags, struct.pack("!Ii", len(samples), moof_size + 8), entries)
    moof = _box(b"moof", before, _box(b"traf", head, decode_time, run))
    return moof + _box(b"mdat", *(sample.data for sample in samples))


def _entries(form: Format, samples: Sequence[Sample]) -> tuple[bytes, int]:
    if form.channels:
        numbers = [number for sample in samples for number in (sample.duration, len(sample.data))]
        return struct.pack(f"!{len(numbers)}I", *numbers), _TRUN_COMMON
    is_shifted = any(sample.shift for sample in samples)
    numbers = []
    for sample in samples:
        numbers += [sample.duration, len(sample.data), _SYNC if sample.keyframe else _NON_SYNC]
        numbers += [sample.shift] if is_shifted else []
    flags = _TRUN_COMMON | _TRUN_FLAGS | (_TRUN_SHIFT if is_shifted else 0)
    return struct.pack(f"!{len(numbers)}I", *numbers), flags


def _box(kind: bytes, *parts: bytes) -> bytes:
    return b"".join((struct.pack("!I", 8 + sum(map(len, parts))), kind, *parts))


def _full(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return _box(kind, struct.pack("!I", version << 24 | flags), *parts)


def _track(form: Format, timescale: int) -> bytes:
    audio = bool(form.channels)
    # Track flags: enabled and in the movie; audio has its volume at 1.0.
    head = struct.pack("!IIIII8xHHHH", 0, 0, 1, 0, 0, 0, 0, 0x100 if audio else 0, 0)
    size = struct.pack("!II", form.width << 16, form.height << 16)
    media_head = _full(b"mdhd", 0, 0, struct.pack("!IIIIHH", 0, 0, timescale, 0, _UNDETERMINED_LANGUAGE, 0))
    kind, name = (b"soun", b"sound\x00") if audio else (b"vide", b"picture\x00")
    reader = _full(b"hdlr", 0, 0, bytes(4), kind, bytes(12), name)
    media = _box(b"mdia", media_head, reader, _media_information(form))
    return _box(b"trak", _full(b"tkhd", 0, 3, head, _MATRIX, size), media)


def _media_information(form: Format) -> bytes:
    head = _full(b"smhd", 0, 0, bytes(4)) if form.channels else _full(b"vmhd", 0, 1, bytes(8))
    here = _full(b"url ", 0, 1)
    references = _full(b"dref", 0, 0, struct.pack("!I", 1), here)
    description = _full(b"stsd", 0, 0, struct.pack("!I", 1), _sample_entry(form))
    empty = [_full(kind, 0, 0, bytes(4)) for kind in (b"stts", b"stsc", b"stco")]
    table = _box(b"stbl", description, *empty, _full(b"stsz", 0, 0, bytes(8)))
    return _box(b"minf", head, _box(b"dinf", references), table)


def _sample_entry(form: Format) -> bytes:
    common = bytes(6) + struct.pack("!H", 1)
    if form.channels:
        # 16 bits and 48 kHz stand there for every Opus track ("Opus in ISOBMFF", 4.3.1).
        sound = struct.pack("!8xHHHHI", form.channels, 16, 0, 0, 48000 << 16)
        return _box(b"Opus", common, sound, _box(b"dOps", form.configuration))
    kind, box = (b"avc1", b"avcC") if form.codec.startswith("avc1") else (b"vp09", b"vpcC")
    picture = struct.pack("!16xHHIIIH32xHh", form.width, form.height, 0x480000, 0x480000, 0, 1, 0x18, -1)
    return _box(kind, common, picture, _box(box, form.configuration))
