"""Where parts of recordings lie: the folder itself, and whatever keeps copies of what is in it."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from media.recording import manifest
from media.recording.journal import TakeFacts
from media.recording.manifest import Removed
from server.data.models import Recording
from server.library.thumbnails import index as thumbnails


class Copies(Protocol):
    """One place; either call may be repeated after a crash, and finds nothing the second time."""

    async def forget(self, recording: Recording, removed: Removed) -> None:
        """Delete what shows or sounds of the takes, whatever else is lost with it."""

    async def remove(self, recording: Recording) -> None:
        """Delete everything of the recording."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The recordings' folders on the local disk."""

    root: Path

    async def forget(self, recording: Recording, removed: Removed) -> None:
        """Delete the takes and say so in the manifest."""
        await asyncio.to_thread(_forget, self.root / recording.lesson_id, recording, removed)

    async def remove(self, recording: Recording) -> None:
        """Delete the folder."""
        await asyncio.to_thread(_remove, self.root / recording.lesson_id)


def _forget(folder: Path, recording: Recording, removed: Removed) -> None:
    if folder.is_dir():
        with manifest.CHANGING:
            _delete(folder, recording, removed)


def _delete(folder: Path, recording: Recording, removed: Removed) -> None:
    lesson, started_at = recording.lesson, recording.started_at
    made = manifest.read(folder) or manifest.build(
        folder, title=lesson.title, started_at=started_at, ended_at=lesson.ended_at
    )
    thumbnails.forget(folder, removed.takes)
    # The journal goes last: as long as it is there, its take is found again after a crash.
    for take in removed.takes:
        for path in sorted(folder.glob(f"{take}.*"), key=lambda path: path.suffix == ".jsonl"):
            path.unlink()
    left = [take for take in made.takes if take.take not in removed.takes]
    notes = [note for note in made.removed if note != removed]
    manifest.write(folder, made.model_copy(update={"takes": left, "removed": [*notes, removed]}))


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def takes_by_member(folder: Path) -> dict[str, list[TakeFacts]]:
    """The takes of a folder by the member that sent them. Blocking."""
    found: dict[str, list[TakeFacts]] = {}
    for entry in manifest.read_journals(folder):
        found.setdefault(entry.head.source.partition("/")[0], []).append(entry.head)
    return found


def takes_of(folder: Path, member: str, what: str) -> list[str]:
    """The takes of a member: `all`, its `pictures`, or those of its `pupils_camera`. Blocking."""
    return [take.take for take in takes_by_member(folder).get(member, ()) if _is_meant(take, what)]


def _is_meant(take: TakeFacts, what: str) -> bool:
    is_pupils_camera = take.source.endswith("/pupils")
    return {"pictures": take.kind == "video", "pupils_camera": is_pupils_camera}.get(what, True)
