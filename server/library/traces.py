"""What a recording's folder tells of its lesson, read once for all that is computed of it; blocking."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from media.recording import manifest
from media.recording.journal import Journal
from media.recording.manifest import Manifest
from server.data.models import Recording
from server.library.levels import Sound, sounds
from server.library.view import WHOLE, View

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Traces:
    """The takes that somebody is served, and how loud the sources of sound among them were."""

    manifest: Manifest
    journals: Sequence[Journal]
    sounds: Sequence[Sound]

    @property
    def duration_ms(self) -> int:
        return self.manifest.duration_ms


def read(folder: Path, recording: Recording, view: View = WHOLE) -> Traces:
    """Read the journals of a recording's folder, of a lesson that runs as well; raises `OSError`."""
    made = _manifest(folder, recording)
    journals = [entry for entry in manifest.read_journals(folder) if view.serves(entry.head.take)]
    return Traces(view.of(made), journals, sounds(journals, made.duration_ms))


def _manifest(folder: Path, recording: Recording) -> Manifest:
    lesson = recording.lesson
    finished = None
    if recording.state != "recording":
        try:
            finished = manifest.read(folder)
        except ValueError as failure:
            log.warning("the manifest in %s can't be read: %s", folder.name, failure)
    return finished or manifest.build(
        folder,
        lesson=lesson.id,
        title=lesson.title,
        started_at=recording.started_at,
        ended_at=lesson.ended_at,
    )
