"""Folders that work is done in, gone with it; those that a crash has left are cleared."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.data.ids import new_id


class Workplaces:
    """Each is a folder of its own below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: set[str] = set()

    @contextmanager
    def open(self) -> Iterator[Path]:
        """An empty folder, gone at the end."""
        name = new_id()
        self._open.add(name)
        place = self._folder / name
        try:
            place.mkdir(parents=True)
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
            self._open.discard(name)

    def clear(self) -> None:
        """Remove what nobody works in; blocking."""
        for path in self._folder.glob("*"):
            if path.name not in self._open:
                shutil.rmtree(path, ignore_errors=True)
