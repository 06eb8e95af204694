"""A film of the courseware is in the lesson's film as it was on the screens: played and paused."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.exports.compose.clips import Clips
from server.exports.compose.story import Story
from signaling.cues import Cue, Event
from signaling.state import LessonState, RoomState
from signaling.tools.courseware.cues import ClipClosed, ClipPaused, ClipPlayed, DocumentAdded
from signaling.tools.courseware.state import Document, DocumentKind

ZERO = 1_795_226_400_000


def clips(*happened: tuple[float, Event]) -> Clips:
    document = Document(id="d", kind=DocumentKind.VIDEO, title="d", duration_ms=60_000)
    events = [(0.0, DocumentAdded(document=document)), *happened]
    cues = [Cue(n=n, at=ZERO + round(1000 * at), event=event) for n, (at, event) in enumerate(events, 1)]
    snapshot = RoomState(lesson=LessonState(id="l", title="课"))
    return Clips(Story(snapshot, cues, ZERO), {"d": "/courseware"}, 100.0)


def played(at: float, position: float) -> tuple[float, Event]:
    """Screens begin half a second after the teacher has pressed."""
    starts = ZERO + round(1000 * (at + 0.5))
    return at, ClipPlayed(document="d", position_ms=round(1000 * position), starts_at=starts)


def test_it_stands_until_all_screens_begin_and_then_moves_on() -> None:
    still, moving = clips(played(10, 5)).pictures("d")
    assert (still.start, still.end, still.still) == (10, 10.5, 5)
    assert (moving.start, moving.end, moving.path) == (10.5, 100, Path("/courseware/clip.mp4"))
    assert [moving.file_time(at) for at in (10.5, 20)] == pytest.approx([5, 14.5])
    assert moving.lesson_time(14.5) == pytest.approx(20)


def test_it_stands_while_it_is_paused_and_is_silent() -> None:
    found = clips(played(10, 0), (20, ClipPaused(position_ms=9500)))
    assert [piece.still for piece in found.pictures("d")] == [0, None, 9.5]
    assert [(piece.start, piece.end) for piece in found.sounds()["d"]] == [(10.5, 20)]


def test_it_is_gone_when_it_is_closed() -> None:
    assert clips(played(10, 0), (30, ClipClosed())).pictures("d")[-1].end == 30


def test_lesson_without_films_has_none() -> None:
    assert clips().sounds() == {}
