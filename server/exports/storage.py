"""Where films lie on the disk: one file an export, and what is still being made."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from server.confined.workplaces import Workplaces

_FILM = re.compile(r"([a-z2-7]{12})\.(mp4|m4a)")


class Storage:
    """`EXPORT.mp4`, or `EXPORT.m4a` of sound alone; what is being made is in one of the `workplaces`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.workplaces = Workplaces(folder / "work")

    def find(self, export: str) -> Path | None:
        """The finished file, as long as it is kept."""
        paths = (self._folder / f"{export}.{kind}" for kind in ("mp4", "m4a"))
        return next((path for path in paths if path.is_file()), None)

    def free_mb(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free >> 20

    def keep(self, export: str, made: Path) -> None:
        """Put a finished film into its place."""
        made.replace(self._folder / f"{export}{made.suffix}")

    def drop(self, export: str) -> None:
        path = self.find(export)
        if path is not None:
            path.unlink(missing_ok=True)

    def kept(self) -> list[str]:
        """The exports whose files are here."""
        found = [_FILM.fullmatch(path.name) for path in self._folder.glob("*.m*")]
        return [match.group(1) for match in found if match is not None]
