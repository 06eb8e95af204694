"""Turn what the media workers have left in a lesson's folder into a finished recording. Blocking."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from media.recording import manifest
from media.recording.sweep import repair_folder, sweep
from server.live.facts import RecordingFinished

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class About:
    """The lesson whose folder is finished; times are Unix milliseconds."""

    lesson: str
    title: str
    started_at: int | None
    ended_at: int | None


def finish(folder: Path, about: About) -> RecordingFinished:
    """Repair the takes of workers that died, and write the manifest. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    repaired = repair_folder(folder)
    if repaired:
        log.warning("lesson %s: takes repaired: %s", about.lesson, ", ".join(repaired))
    made = manifest.build(folder, title=about.title, started_at=about.started_at, ended_at=about.ended_at)
    manifest.write(folder, made)
    size = sum(take.bytes for take in made.takes)
    return RecordingFinished(_state(made), made.duration_ms, size)


def _state(made: manifest.Manifest) -> str:
    # A worker that goes on in an old folder repairs it too, so the takes themselves are asked.
    if any(take.end == "recovered" for take in made.takes):
        return "recovered"
    return "ready" if made.takes else "empty"


def sweep_all(root: Path, live: Collection[str]) -> list[str]:
    """Finish the takes that crashes have left in all folders but the `live` ones; answers the folders."""
    swept = sweep(root, live)
    for each in swept:
        known = _known(each.folder)
        made = manifest.build(
            each.folder, title=known.title, started_at=known.started_at, ended_at=known.ended_at
        )
        manifest.write(each.folder, made)
    return [each.folder.name for each in swept]


def _known(folder: Path) -> About:
    """What an earlier manifest says of the lesson."""
    try:
        earlier = manifest.read(folder)
    except ValueError:
        earlier = None
    if earlier is None:
        return About(folder.name, "", None, None)
    return About(folder.name, earlier.title, earlier.started_at, earlier.ended_at)
