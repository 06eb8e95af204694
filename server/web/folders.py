"""Recording folders as the media path leaves them, read for the library; blocking, so in threads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from media.recording import journal, manifest
from server.data.models import Recording
from server.library.view import View

log = logging.getLogger(__name__)


def read_manifest(folder: Path, recording: Recording, view: View) -> dict[str, Any]:
    """What is served of the finished manifest, or of one built from the journals while the lesson runs."""
    finished = None if recording.state == "recording" else _finished(folder)
    if finished is None:
        lesson = recording.lesson
        finished = manifest.build(
            folder,
            lesson=lesson.id,
            title=lesson.title,
            started_at=recording.started_at,
            ended_at=lesson.ended_at,
        )
    return view.of(finished).model_dump(mode="json")


def read_index(folder: Path, take: str) -> journal.Journal | None:
    """The journal of a take whose init section is written, else `None`."""
    try:
        found = journal.read(folder / f"{take}.jsonl")
    except OSError:
        return None
    return found if found is not None and found.init is not None else None


def read_playlist(
    folder: Path, name: str, write: Callable[[Sequence[journal.Journal], str], str | None], view: View
) -> str | None:
    """A playlist of `media.recording.playlist` over what is served now; `None` where there is none."""
    return write([entry for entry in manifest.read_journals(folder) if view.serves(entry.head.take)], name)


def _finished(folder: Path) -> manifest.Manifest | None:
    try:
        return manifest.read(folder)
    except (OSError, ValueError) as failure:
        log.warning("the manifest in %s can't be read: %s", folder.name, failure)
        return None
