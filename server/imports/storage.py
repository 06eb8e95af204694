"""Where films lie on the disk while they come in and until they are taken apart."""

from __future__ import annotations

import shutil
from pathlib import Path

from server.confined.workplaces import Workplaces


class Storage:
    """`incoming/IMPORT` grows while it is uploaded, and goes when its recording is there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.workplaces = Workplaces(folder / "work")

    def begin(self, import_id: str) -> None:
        """An upload is announced: there is nothing of it yet."""
        self.incoming(import_id).parent.mkdir(parents=True, exist_ok=True)
        self.incoming(import_id).touch()

    def incoming(self, import_id: str) -> Path:
        """The file that an upload is written into."""
        return self._folder / "incoming" / import_id

    def received(self, import_id: str) -> int:
        """How many bytes of an upload are there."""
        try:
            return self.incoming(import_id).stat().st_size
        except FileNotFoundError:
            return 0

    def drop(self, import_id: str) -> None:
        self.incoming(import_id).unlink(missing_ok=True)

    def free_mb(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free >> 20
