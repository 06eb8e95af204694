"""
Files beside a recording, in `attachments/` of its folder: what is taken, and where it lies.

They go when the recording's folder goes. Nobody opens them on the server, and a browser is only
ever told to download them; so their names decide, and programs and pages are not taken.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from server.courseware.receiving import receive
from server.courseware.storage import digest

FOLDER = "attachments"
LONGEST_NAME = 200
_OFFICE = "application/vnd.openxmlformats-officedocument"
#: Suffixes that are taken, and how they are told to a browser.
TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "wps": "application/vnd.ms-works",
    "et": "application/octet-stream",
    "dps": "application/octet-stream",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
    "ggb": "application/vnd.geogebra.file",
}


def path_of(folder: Path, attachment_id: str) -> Path:
    """Where an attachment lies below its recording's folder."""
    return folder / FOLDER / attachment_id


def plain_name(name: str) -> str:
    """The last part of a name as a browser sends it, without what no file system takes; empty for none."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip(" .")[-LONGEST_NAME:]


def type_of(name: str) -> str | None:
    """How a file is told to a browser; `None` if it is not taken."""
    return TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None


def free_mb(folder: Path) -> int:
    """What is free on the disk of a folder that may not be there yet."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return shutil.disk_usage(there).free >> 20


async def keep(path: Path, most: int, chunks: AsyncIterator[bytes]) -> tuple[int, str]:
    """
    Write what comes into a file; returns its size in bytes and its SHA-256.

    Whatever ends it early, nothing is left. Raises `TooMuch` beyond `most` bytes, `OSError` (the disk
    is full), `TimeoutError`, and whatever `chunks` raises.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        size = await receive(part, most, chunks)
        sha256 = await asyncio.to_thread(digest, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return size, sha256
