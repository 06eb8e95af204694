"""A span of a recording has its own fragments and cues, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.recording import journal, manifest
from server.review.span import (
    Span,
    course_of,
    cut_manifest,
    documents_in,
    fragments_of,
    lies_within,
    windows_of,
)
from signaling.cues import Cue, HandRaised, LessonStarted
from signaling.state import LessonState, Member, Role, RoomState
from signaling.tools.chat.cues import ChatSaid
from signaling.tools.courseware.cues import DocumentAdded, PageShown
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


def test_the_documents_of_a_span_are_those_that_it_shows() -> None:
    empty = RoomState(lesson=LessonState(id="l", title="t"))
    events = [
        (0, DocumentAdded(document=Document(id="d1", kind=DocumentKind.SLIDES, title="a", pages=2))),
        (0, DocumentAdded(document=Document(id="d2", kind=DocumentKind.SLIDES, title="b", pages=2))),
        (1000, PageShown(document="d1", page=1)),
        (6000, PageShown(document="d2", page=1)),
    ]
    cues = [Cue(n=n, at=at, event=event) for n, (at, event) in enumerate(events, 1)]
    spans = [Span(0, 900), Span(2000, 3000), Span(2000, 7000)]
    found = [documents_in(course_of(cues, empty, 0, span)) for span in spans]
    assert found == [set(), {"d1"}, {"d1", "d2"}]
