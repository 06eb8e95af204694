"""Files that conversions must survive, made here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import av
from PIL import Image

from tests.support.courseware import numbered, pdf, picture

#: A page that draws itself in a form, ten times in each of fourteen levels.
LEVELS = 14


def encrypted_pdf() -> bytes:
    """A PDF that says it is encrypted by a key that nobody has."""
    key = "<" + "00" * 32 + ">"
    lock = f"<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>"
    return pdf("secret").replace(b"trailer << ", f"trailer << /Encrypt {lock} /ID [{key} {key}] ".encode())


def endless_pdf() -> bytes:
    """Small, and never drawn to its end."""
    text = "(x) Tj " * 400
    forms = []
    for level in range(LEVELS):
        inner = f"/X{level + 1} Do " * 10 if level < LEVELS - 1 else f"BT /F1 9 Tf {text} ET"
        below = (
            f"/XObject << /X{level + 1} {7 + level} 0 R >>" if level < LEVELS - 1 else "/Font << /F1 3 0 R >>"
        )
        head = f"/Type /XObject /Subtype /Form /BBox [0 0 640 360] /Resources << {below} >>"
        forms.append(f"<< {head} /Length {len(inner)} >>\nstream\n{inner}\nendstream")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 640 360] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Page /Parent 2 0 R /Resources << /XObject << /X0 6 0 R >> >> /Contents 5 0 R >>",
        "<< /Length 6 >>\nstream\n/X0 Do\nendstream",
        *forms,
    ]
    return numbered(objects)


def bomb_png() -> bytes:
    """A PNG of 60,000 x 60,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(7501) * 1000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def sideways_jpeg() -> bytes:
    """A telephone's: 80 x 40 pixels, to be turned upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture("JPEG", (80, 40), exif=exif.tobytes())


def animated_gif() -> bytes:
    file = io.BytesIO()
    frames = [Image.new("P", (40, 30), colour) for colour in (1, 2, 3)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def bomb_pptx() -> bytes:
    """A presentation of 300 kB that would unpack to 300 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("ppt/slides/slide1.xml", bytes(300 << 20))
    return file.getvalue()


def pptx() -> bytes:
    """What looks like a presentation to us; LibreOffice would not think much of it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<p/>")
    return file.getvalue()


def locked_office() -> bytes:
    """Office's container of an encrypted document."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )


def video(path: Path, codec: str = "libx264", size: tuple[int, int] = (320, 180), **options: str) -> Path:
    """Two seconds of moving grey, without sound."""
    with av.open(str(path), "w") as output:
        stream: Any = output.add_stream(codec, rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for n in range(50):
            frame = av.VideoFrame(*size, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([n * 5]) * plane.buffer_size)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def sound(path: Path, codec: str) -> Path:
    """Two seconds of silence."""
    with av.open(str(path), "w") as output:
        stream: Any = output.add_stream(codec, rate=44_100, layout="mono")
        for _ in range(88):
            frame = av.AudioFrame("s16", "mono", 1000)
            frame.planes[0].update(bytes(2000))
            frame.sample_rate = 44_100
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path
