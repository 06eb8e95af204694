"""A span of a recording has its own fragments and cues, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.recording import journal, manifest
from server.review.span import (
    Span,
    content_in,
    course_of,
    cut_manifest,
    fragments_of,
    lies_within,
    windows_of,
)
from signaling.cues import Cue, HandRaised, LessonStarted
from signaling.state import LessonState, Member, Role, RoomState
from signaling.tools.chat.cues import ChatSaid
from signaling.tools.courseware.cues import ClipPlayed, CoursewareHidden, DocumentAdded, PageShown
from signaling.tools.courseware.state import Document, DocumentKind
from tests.support.takes import write_take

TAKE = "u3-camera-video-0001"
#: Fragment n lies from 250 + 1000 n on the lesson clock, and every second one begins with a keyframe.
OFFSET = 250


@pytest.fixture
def taken(tmp_path: Path) -> journal.Journal:
    write_take(tmp_path, TAKE, started_at=1000, fragments=6)
    found = journal.read(tmp_path / f"{TAKE}.jsonl")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("span", "starts"),
    [
        (Span(3300, 3400), [2000, 3000]),
        (Span(2250, 3250), [2000]),
        (Span(2251, 4300), [2000, 3000, 4000]),
        (Span(0, 200), []),
        (Span(9000, 9100), []),
    ],
)
def test_a_span_begins_with_the_keyframe_before_it(
    taken: journal.Journal, span: Span, starts: list[int]
) -> None:
    assert [part.start_ms for part in fragments_of(taken, OFFSET, span)] == starts


def test_only_bytes_of_the_span_and_the_init_section_are_served(taken: journal.Journal) -> None:
    windows = windows_of(taken, OFFSET, Span(2300, 3400))
    assert windows == ((0, 100), (2100, 4100))
    served = [(0, 100), (2100, 4100), (2500, 2600)]
    assert all(lies_within(windows, first, end) for first, end in served)
    others = [(0, 101), (100, 200), (2099, 2200), (4000, 4101), (50, 50)]
    assert not any(lies_within(windows, first, end) for first, end in others)


def test_bytes_that_lie_together_are_one_window(taken: journal.Journal) -> None:
    assert windows_of(taken, OFFSET, Span(300, 400)) == ((0, 1100),)


def test_the_manifest_ends_with_the_span_and_has_its_takes_alone(tmp_path: Path) -> None:
    write_take(tmp_path, TAKE, started_at=1000, fragments=6)
    whole = manifest.build(tmp_path, started_at=1000, ended_at=9000, title="整节课")
    cut = cut_manifest(whole, Span(2000, 3000), "片段")
    assert [(take.start_ms, take.duration_ms) for take in cut.takes] == [(2000, 1000)]
    assert (cut.title, cut.duration_ms, cut.ended_at, cut.complete) == ("片段", 3000, 4000, True)
    assert cut_manifest(whole, Span(7000, 8000), "").takes == []


def test_a_span_begins_with_what_was_and_without_what_was_written_before() -> None:
    members = {"a": Member(id="a", name="甲", role=Role.RURAL, present=True)}
    empty = RoomState(lesson=LessonState(id="l", title="t"), members=members)
    events = [
        (0, LessonStarted()),
        (1000, ChatSaid(text="早")),
        (2000, HandRaised(member="a")),
        (9000, ChatSaid(text="晚")),
    ]
    cues = [Cue(n=n, at=at, by="a", event=event) for n, (at, event) in enumerate(events, 1)]
    course = course_of(cues, empty, 0, Span(1500, 5000))
    assert course.snapshot.lesson.phase == "live"
    assert course.snapshot.chat.messages == []
    assert [cue.n for cue in course.cues] == [3]


@pytest.mark.parametrize(
    ("spans", "seen"),
    [
        ([Span(0, 900)], set()),
        ([Span(2000, 2900)], {("d1", 1)}),
        ([Span(2000, 3100)], {("d1", 1), ("d1", 2)}),
        ([Span(4100, 5900)], set()),
        ([Span(5500, 9000)], {("d2", None)}),
        ([Span(0, 1100), Span(8000, 9000)], {("d1", 1), ("d2", None)}),
        ([], set()),
    ],
)
def test_the_content_of_spans_is_what_is_on_the_screens_in_them(
    spans: list[Span], seen: set[tuple[str, int | None]]
) -> None:
    empty = RoomState(lesson=LessonState(id="l", title="t"))
    events = [
        (0, DocumentAdded(document=Document(id="d1", kind=DocumentKind.SLIDES, title="a", pages=3))),
        (0, DocumentAdded(document=Document(id="d2", kind=DocumentKind.VIDEO, title="b", duration_ms=9000))),
        (1000, PageShown(document="d1", page=1)),
        (3000, PageShown(document="d1", page=2)),
        (4000, CoursewareHidden()),
        (6000, ClipPlayed(document="d2", position_ms=0, starts_at=6000)),
    ]
    cues = [Cue(n=n, at=at, event=event) for n, (at, event) in enumerate(events, 1)]
    assert content_in(cues, empty, 0, spans) == seen
