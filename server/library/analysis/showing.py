"""When the teacher taught without words: wrote, turned a page, played a film."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from server.library.course import Step
from server.library.intervals import Interval, common, union
from server.library.spans import spans
from signaling.state import RoomState
from signaling.tools.board.cues import MarkAdded
from signaling.tools.courseware.cues import PageShown

#: A stroke or a page turn takes the teacher so long, around the moment that is known.
_WRITING_MS = 4000


def shown(course: Iterable[Step], teachers: Collection[str], duration_ms: int) -> list[Interval]:
    """Spans of writing, turning pages and playing films and recordings by the teachers."""
    steps = list(course)
    acts = [
        (step.at_ms - _WRITING_MS, step.at_ms + _WRITING_MS)
        for step in steps
        if step.by in teachers and isinstance(step.event, MarkAdded | PageShown)
    ]
    played = [(span.start_ms, span.end_ms) for span in spans(steps, _is_playing, duration_ms)]
    return common(union([*acts, *played]), [(0, duration_ms)])


def _is_playing(state: RoomState) -> bool | None:
    clip, playback = state.courseware.clip, state.playback.current
    return True if (clip and clip.playing) or (playback and playback.playing and playback.shown) else None
