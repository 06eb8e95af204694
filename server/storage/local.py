"""A store on a disk of this machine, or on one that is mounted from another."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from server.storage.store import NotThere, Stored, StoreFailed

#: Large enough that a thread's turn costs nothing, small enough for many readers at once.
PIECE = 256 * 1024
#: What is not whole yet has this at its end, and no take has.
PARTIAL = ".partial"


class LocalStore:
    """Files below `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, name: str, path: Path) -> None:
        """As `Store.put`."""
        try:
            await asyncio.to_thread(self._copy, path, self._path(name))
        except OSError as failure:
            raise StoreFailed(f"{name}: {failure.strerror}") from failure

    async def read(self, name: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """As `Store.read`."""
        try:
            file = await asyncio.to_thread(self._path(name).open, "rb")
        except FileNotFoundError:
            raise NotThere(name) from None
        with file:
            file.seek(start)
            left = None if end is None else end - start
            while left is None or left > 0:
                piece = await asyncio.to_thread(file.read, PIECE if left is None else min(PIECE, left))
                if not piece:
                    return
                left = None if left is None else left - len(piece)
                yield piece

    async def size(self, name: str) -> int | None:
        """As `Store.size`."""
        try:
            return (await asyncio.to_thread(self._path(name).stat)).st_size
        except FileNotFoundError:
            return None

    async def files(self, folder: str) -> AsyncIterator[Stored]:
        """As `Store.files`."""
        for found in await asyncio.to_thread(self._list, folder):
            yield found

    async def delete(self, name: str) -> None:
        """As `Store.delete`; a folder that is empty then goes too."""
        await asyncio.to_thread(self._delete, self._path(name))

    def _path(self, name: str) -> Path:
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root.resolve()):
            raise StoreFailed(f"{name} lies outside")
        return path

    def _copy(self, source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + PARTIAL)
        shutil.copyfile(source, partial)
        partial.replace(target)

    def _list(self, folder: str) -> list[Stored]:
        below = self._path(folder) if folder else self._root
        files = [path for path in below.rglob("*") if path.is_file() and path.suffix != PARTIAL]
        root = self._root.resolve()
        return [Stored(path.resolve().relative_to(root).as_posix(), path.stat().st_size) for path in files]

    def _delete(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        if path.parent != self._root.resolve() and path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()
