"""Where courseware lies on the disk: what is coming in, what waits to be converted, and what is ready."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from server.courseware.incoming import Incoming

_TYPES = {
    ".webp": "image/webp",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
}


class Storage:
    """
    `incoming/DOCUMENT` grows while it is uploaded, `originals/SHA256` waits for its conversion,
    `content/SHA256/` holds what was made of it, and never changes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.incoming = Incoming(folder / "incoming")

    def original(self, sha256: str) -> Path:
        """The uploaded file while it is to be converted."""
        return self._folder / "originals" / sha256

    def content(self, sha256: str) -> Path:
        """The folder of what was made of an uploaded file."""
        return self._folder / "content" / sha256

    def prepare(self) -> None:
        """Make the folders, and clear what a broken-off conversion has left."""
        shutil.rmtree(self._folder / "work", ignore_errors=True)
        for name in ("incoming", "originals", "content", "work"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)

    def take_in(self, document: str) -> str:
        """
        A finished upload waits for its conversion now; returns its SHA-256.

        The upload stays until `incoming.drop`, so that a crash in between loses nothing.
        """
        sha256 = digest(self.incoming.path(document))
        with suppress(FileExistsError):
            self.original(sha256).hardlink_to(self.incoming.path(document))
        return sha256

    @contextmanager
    def workplace(self) -> Iterator[tuple[Path, Path]]:
        """An empty folder to work in and one for what is made, both gone at the end."""
        with TemporaryDirectory(dir=self._folder / "work", ignore_cleanup_errors=True) as folder:
            work, made = Path(folder) / "work", Path(folder) / "made"
            work.mkdir()
            made.mkdir()
            yield work, made

    def keep(self, sha256: str, made: Path) -> list[dict[str, Any]]:
        """Put what was made into its place and drop the original; tells what each file is."""
        files = [_described(path) for path in sorted(made.iterdir()) if path.is_file()]
        content = self.content(sha256)
        shutil.rmtree(content, ignore_errors=True)
        made.replace(content)
        self.original(sha256).unlink(missing_ok=True)
        return files

    def forget(self, sha256: str) -> None:
        """Remove everything of a content that no lesson has any more."""
        self.original(sha256).unlink(missing_ok=True)
        shutil.rmtree(self.content(sha256), ignore_errors=True)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _described(path: Path) -> dict[str, Any]:
    kind = _TYPES.get(path.suffix, "application/octet-stream")
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": digest(path), "type": kind}
