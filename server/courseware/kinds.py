"""What kind of file something is: by its name before a byte is taken, by its first bytes afterwards."""

from __future__ import annotations

#: Suffixes that are taken, and what is expected to come of them.
SUFFIXES: dict[str, str] = {
    **dict.fromkeys(("pdf", "ppt", "pptx", "pps", "ppsx", "doc", "docx", "odp", "odt"), "slides"),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "bmp"), "image"),
    **dict.fromkeys(("mp3", "m4a", "aac", "wav", "ogg", "oga", "opus", "flac", "wma"), "audio"),
    **dict.fromkeys(("mp4", "m4v", "mov", "mkv", "webm", "avi", "flv", "wmv", "mpg", "mpeg", "ts"), "video"),
}
#: Suffixes that people try, and the code that says what to do instead.
REFUSED = {"svg": "svg_refused", "svgz": "svg_refused", "heic": "heic_refused", "heif": "heic_refused"}
CLIPS = ("audio", "video")

#: How much of a file is looked at.
HEAD = 4096
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "picture"),
    (0, b"\xff\xd8\xff", "picture"),
    (0, b"GIF8", "picture"),
    (8, b"WEBP", "picture"),
    (0, b"BM", "picture"),
    (0, b"PK\x03\x04", "office"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
)
_HEIF = (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1", b"avif", b"avis")


def suffix_of(name: str) -> str:
    """The suffix of a file's name in small letters; empty without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def sniffed(head: bytes) -> str:
    """
    Say what a file is by its first `HEAD` bytes, whatever it is called.

    `pdf`, `picture`, `office`, `svg`, `heic`, the demuxer of a clip (`mov`, `matroska` …), or empty.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIF else "mov"
    for at, magic, kind in _MAGIC:
        if head[at : at + len(magic)] == magic:
            return kind
    return _streamed(head) or ("svg" if b"<svg" in head.lower() else "")


def _streamed(head: bytes) -> str:
    """Formats that begin with a frame instead of a name."""
    if len(head) > 377 and head[0] == head[188] == head[376] == 0x47:
        return "mpegts"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "aac"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3"
    return "mov" if head[4:8] in (b"moov", b"mdat", b"wide", b"free") else ""
