"""Where files lie on the disk while they are uploaded, whatever becomes of them."""

from __future__ import annotations

import shutil
from pathlib import Path


class Incoming:
    """`folder` has one file for each upload, which grows until it is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, upload: str) -> None:
        """An upload is announced: there is nothing of it yet."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self.path(upload).touch()

    def path(self, upload: str) -> Path:
        """The file that an upload is written into."""
        return self._folder / upload

    def received(self, upload: str) -> int:
        """How many bytes of an upload are there."""
        try:
            return self.path(upload).stat().st_size
        except FileNotFoundError:
            return 0

    def drop(self, upload: str) -> None:
        """An upload was given up, or is taken in."""
        self.path(upload).unlink(missing_ok=True)

    def free_mb(self) -> int:
        """What is free on the disk."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free >> 20
