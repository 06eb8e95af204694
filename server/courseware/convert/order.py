"""What the converting process is told, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Order:
    """
    `source` is read, `folder` written; `suffix` is that of the uploaded file's name.

    `cpu_s` is the processor's time that the whole may take; `office` the command of LibreOffice.
    """

    source: str
    folder: str
    suffix: str
    office: str = "soffice"
    max_pages: int = 600
    max_megapixels: int = 80
    max_clip_s: int = 3 * 3600
    max_file_mb: int = 200
    memory_mb: int = 2048
    cpu_s: int = 7200

    def file(self, name: str) -> Path:
        """Where a file of that name is written."""
        return Path(self.folder) / name


@dataclass(frozen=True, slots=True)
class Made:
    """`kind` is `slides`, `image`, `audio` or `video`; sizes in pixels, 0 where there is no picture."""

    kind: str
    pages: int = 0
    width: int = 0
    height: int = 0
    duration_ms: int | None = None
