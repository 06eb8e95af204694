"""Put together what the composing process must know of a recording, as its asker is served it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from server.courseware.storage import Storage as Courseware
from server.data import chapters as stored_chapters
from server.data import courseware, recordings, resources
from server.data.models import Recording
from server.exports.chapters import named
from server.exports.compose.order import Order
from server.exports.settings import Exports as Settings
from server.exports.wanted import Ordered
from server.jobs.work import JobFailed
from server.library.chapters import Chapter, computed
from server.library.course import steps
from server.library.view import View, told
from server.live.lessons import StoredLesson
from server.web.folders import read_manifest


@dataclass(frozen=True, slots=True)
class Known:
    """A recording with its lesson's cues, the folders of its documents, and chapters made by hand."""

    recording: Recording
    stored: StoredLesson
    documents: dict[str, str]
    chapters: Sequence[Chapter] | None

    @property
    def zero(self) -> int:
        """The lesson clock's zero, in Unix milliseconds."""
        return self.stored.started_at or self.recording.started_at


async def recording_of(session: AsyncSession, recording_id: str) -> Recording:
    """The recording, if it is still there. Raises `JobFailed`."""
    recording = await recordings.by_id(session, recording_id)
    resource = await resources.of_recording(session, recording_id)
    if recording is None or (resource is not None and (resource.trashed_at or resource.removed_at)):
        raise JobFailed("recording_gone")
    return recording


async def documents_of(session: AsyncSession, lesson_id: str, storage: Courseware) -> dict[str, str]:
    """The folders of what the lesson has ever shown, by document."""
    found = await courseware.ever_of_lesson(session, lesson_id)
    ready = [each for each in found if each.content is not None and each.content.is_ready]
    return {each.id: str(storage.content(each.content_id or "").absolute()) for each in ready}


async def chapters_of(session: AsyncSession, recording_id: str) -> list[Chapter] | None:
    """Those made by hand, if there are any."""
    row = await stored_chapters.of_recording(session, recording_id)
    return [Chapter.model_validate(each) for each in row.chapters] if row else None


def order_of(known: Known, ordered: Ordered, folder: Path, work: Path, settings: Settings) -> Order:
    """
    Write the story into `work` and say what is to be done with the recording's `folder`; blocking.

    Raises `JobFailed` where the span is empty.
    """
    wanted, view = ordered.wanted, ordered.served.view
    manifest = read_manifest(folder, known.recording, view)
    length_ms = manifest["duration_ms"]
    end_ms = min(wanted.end_ms or length_ms, length_ms)
    if end_ms <= wanted.start_ms:
        raise JobFailed("nothing_recorded")
    return Order(
        folder=str(folder.absolute()),
        takes=[take["take"] for take in manifest["takes"]],
        story=str(_write_story(known, view, work)),
        output=str(work / ("film.m4a" if wanted.sound_only else "film.mp4")),
        started_at=known.zero,
        start_ms=wanted.start_ms,
        end_ms=end_ms,
        title=known.recording.lesson.title,
        layout=wanted.layout,
        language=wanted.language,
        watermark=wanted.watermark,
        sound_only=wanted.sound_only,
        documents=known.documents,
        chapters=[(each.at_ms, named(each, wanted.language)) for each in _chapters(known, length_ms)],
        font=settings.font,
        threads=settings.threads,
        memory_mb=settings.memory_mb,
        cpu_s=settings.hours * 3600,
    )


def _chapters(known: Known, length_ms: int) -> Sequence[Chapter]:
    if known.chapters is not None:
        return known.chapters
    return computed(steps(known.stored.cues, known.stored.facts.empty_room(), known.zero), length_ms)


def _write_story(known: Known, view: View, work: Path) -> Path:
    cues = [cue for each in known.stored.cues if (cue := told(each, view)) is not None]
    story = {
        "snapshot": known.stored.facts.empty_room().model_dump(mode="json"),
        "cues": [cue.model_dump(mode="json") for cue in cues],
    }
    path = work / "story.json"
    path.write_text(json.dumps(story), encoding="utf-8")
    return path
