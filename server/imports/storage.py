"""Where films lie on the disk while they come in and until they are taken apart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class Storage:
    """`incoming/IMPORT` grows while it is uploaded, and goes when its recording is there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self) -> None:
        """Make the folders, and clear what a broken-off import has left."""
        shutil.rmtree(self._folder / "work", ignore_errors=True)
        for name in ("incoming", "work"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)

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

    @contextmanager
    def workplace(self) -> Iterator[tuple[Path, Path]]:
        """An empty folder to work in and one for what is made, both gone at the end."""
        with TemporaryDirectory(dir=self._folder / "work", ignore_cleanup_errors=True) as folder:
            work, made = Path(folder) / "work", Path(folder) / "made"
            work.mkdir()
            made.mkdir()
            yield work, made
