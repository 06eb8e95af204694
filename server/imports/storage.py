"""Where films lie on the disk while they come in and until they are taken apart."""

from __future__ import annotations

from pathlib import Path

from server.confined.workplaces import Workplaces
from server.courseware.incoming import Incoming


class Storage:
    """`incoming/IMPORT` grows while it is uploaded, and goes when its recording is there."""

    def __init__(self, folder: Path) -> None:
        self.incoming = Incoming(folder / "incoming")
        self.workplaces = Workplaces(folder / "work")
