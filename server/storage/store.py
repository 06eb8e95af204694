"""The one interface of places where files are kept; `local.py` and `s3.py` pass the same contract test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class StoreFailed(Exception):
    """The store does not answer, or refuses; the text is for the log and has no secrets."""


class NotThere(StoreFailed):
    """The store has no file of that name."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in a store; `size` is in bytes."""

    name: str
    size: int


class Store(Protocol):
    """
    Files by names like `LESSON/TAKE.mp4`.

    A file appears whole or not at all. Everything but `NotThere` that goes wrong raises `StoreFailed`.
    """

    async def put(self, name: str, path: Path) -> None:
        """Keep the file at `path`; one of the same name is replaced."""

    def read(self, name: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` up to, not including, `end`, piece by piece. Raises `NotThere`."""

    async def size(self, name: str) -> int | None:
        """In bytes; `None` where there is no such file."""

    def files(self, folder: str) -> AsyncIterator[Stored]:
        """All files whose names begin with `folder/`; all there are for an empty one. In no order."""

    async def delete(self, name: str) -> None:
        """One that is not there is gone already."""
