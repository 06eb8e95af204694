"""Find what is wrong with recordings on disk and in the store: rot, what is missing, what nobody knows."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable
from enum import StrEnum
from pathlib import Path

from media.recording import hashes, manifest
from media.recording.manifest import Manifest, ManifestTake
from server.library.attachments import FOLDER as ATTACHMENTS
from server.library.thumbnails.index import FOLDER as THUMBNAILS
from server.storage.files import NOTE, RecordingFiles, StoredNote, read_note
from server.storage.store import NotThere, StoreFailed
from signaling.shape import Shape

#: What a recording's folder has besides its takes.
OWN = frozenset({manifest.FILE, hashes.CUES, NOTE, ATTACHMENTS, THUMBNAILS})


class Wrong(StrEnum):
    """What is wrong with a file, or with a whole folder."""

    #: Other bytes than were recorded.
    ROTTEN = "rotten"
    MISSING = "missing"
    #: Nothing that belongs to a recording.
    FOREIGN = "foreign"
    #: There is no hash to compare it with yet.
    UNHASHED = "unhashed"
    #: The store did not answer.
    UNREAD = "unread"


class Finding(Shape):
    """`file` is empty for the folder as a whole; `stored` says that the store's copy is meant."""

    lesson: str
    file: str
    wrong: Wrong
    stored: bool = False

    @property
    def is_bad(self) -> bool:
        """What is not hashed yet is no damage."""
        return self.wrong is not Wrong.UNHASHED


async def verify(files: RecordingFiles, lesson: str) -> list[Finding]:
    """Read everything of one recording that is over and compare; raises `OSError`."""
    folder = files.folder(lesson)
    made = await asyncio.to_thread(_manifest, folder)
    if made is None:
        return [Finding(lesson=lesson, file=manifest.FILE, wrong=Wrong.MISSING)]
    found = await asyncio.to_thread(_local, lesson, folder, made)
    note = await asyncio.to_thread(read_note, folder)
    found += [each async for each in _stored(files, lesson, made, note)]
    return sorted(found, key=lambda each: (each.file, each.stored))


async def foreign(files: RecordingFiles, known: Iterable[str]) -> list[Finding]:
    """Folders, here and in the store, of lessons that have no recording; raises `StoreFailed`, `OSError`."""
    lessons = set(known)
    here = await asyncio.to_thread(_folders, files.root)
    found = [Finding(lesson=each, file="", wrong=Wrong.FOREIGN) for each in sorted(here - lessons)]
    if files.store is not None:
        there = {each.name.partition("/")[0] async for each in files.store.files("")}
        stored = sorted(there - lessons)
        found += [Finding(lesson=each, file="", wrong=Wrong.FOREIGN, stored=True) for each in stored]
    return found


def _manifest(folder: Path) -> Manifest | None:
    try:
        return manifest.read(folder)
    except ValueError:
        return None


def _folders(root: Path) -> set[str]:
    return {path.name for path in root.iterdir() if path.is_dir()} if root.is_dir() else set()


def _local(lesson: str, folder: Path, made: Manifest) -> list[Finding]:
    note = read_note(folder)
    wanted: list[tuple[str, str | None]] = [(hashes.CUES, made.cues_sha256)]
    for take in made.takes:
        wanted.append((f"{take.take}.jsonl", take.journal_sha256))
        if (folder / take.file).exists() or take.file not in note.files:
            wanted.append((take.file, take.sha256))
    wrongs = [(file, _wrong(folder / file, sha256)) for file, sha256 in wanted]
    found = [Finding(lesson=lesson, file=file, wrong=wrong) for file, wrong in wrongs if wrong is not None]
    return found + [
        Finding(lesson=lesson, file=file, wrong=Wrong.FOREIGN) for file in _strangers(folder, made)
    ]


def _wrong(path: Path, sha256: str | None) -> Wrong | None:
    if not path.is_file():
        # Without a hash it was not there when the others got theirs.
        return Wrong.MISSING if sha256 is not None or path.name != hashes.CUES else None
    if sha256 is None:
        return Wrong.UNHASHED
    return None if hashes.digest(path) == sha256 else Wrong.ROTTEN


def _strangers(folder: Path, made: Manifest) -> list[str]:
    own = OWN | {take.file for take in made.takes} | {f"{take.take}.jsonl" for take in made.takes}
    own |= _empty_takes(folder)
    return [path.name for path in sorted(folder.iterdir()) if path.name not in own]


def _empty_takes(folder: Path) -> set[str]:
    """Takes that were begun and never had a fragment are in no manifest."""
    begun = [entry for entry in manifest.read_journals(folder) if not entry.fragments]
    return {name for entry in begun for name in (entry.head.file, f"{entry.head.take}.jsonl")}


async def _stored(
    files: RecordingFiles, lesson: str, made: Manifest, note: StoredNote
) -> AsyncIterator[Finding]:
    for take in made.takes:
        if take.file in note.files:
            wrong = await _wrong_in_store(files, lesson, take, note)
            if wrong is not None:
                yield Finding(lesson=lesson, file=take.file, wrong=wrong, stored=True)


async def _wrong_in_store(
    files: RecordingFiles, lesson: str, take: ManifestTake, note: StoredNote
) -> Wrong | None:
    known, found = note.files[take.file], hashlib.sha256()
    try:
        async for piece in files.read(lesson, take.file, 0, known.size):
            found.update(piece)
    except NotThere:
        return Wrong.MISSING
    except StoreFailed:
        return Wrong.UNREAD
    return None if found.hexdigest() == (take.sha256 or known.sha256) else Wrong.ROTTEN
