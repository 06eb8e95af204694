"""The untouched takes of a recording as one ZIP, made while it is sent: nothing of it lies on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from zipstream import ZipStream

from media.recording.manifest import FILE as MANIFEST
from server.live.cuefiles import NAME as CUES
from signaling.cues import Cue

#: Read and sent at once; zipstream gives out pieces of 64 KiB.
_PIECES = 16


class Bundle:
    """
    `manifest` (JSON), cues, and the `takes` (names of files) with their journals: stored, not deflated, for
    coded media gets no smaller.

    `folder` must have been finished: what grows would not be as long as was promised.
    """

    def __init__(
        self, folder: Path, name: str, manifest: str, takes: Sequence[str], cues: Sequence[Cue]
    ) -> None:
        self._zip: Any = ZipStream(sized=True)
        self._zip.add(manifest.encode(), f"{name}/{MANIFEST}")
        self._zip.add("".join(f"{cue.model_dump_json()}\n" for cue in cues).encode(), f"{name}/{CUES}")
        for file in takes:
            for path in (folder / Path(file).name, (folder / Path(file).name).with_suffix(".jsonl")):
                if path.is_file():
                    self._zip.add_path(str(path), f"{name}/{path.name}")

    def __len__(self) -> int:
        """How many bytes it will be."""
        return len(self._zip)

    def parts(self) -> Iterator[bytes]:
        """The bytes in order, about a megabyte at a time; blocking."""
        pieces = iter(self._zip)
        while part := b"".join(islice(pieces, _PIECES)):
            yield part
