"""What becomes a chapter of a lesson, and how many of them there are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from server.library.chapters import MOST, Chapter, computed
from signaling.cues import Event, FloorGiven, FloorReturned, SourceAdded
from signaling.state import Source, SourceKind
from signaling.tools.board.cues import BoardPageAdded, BoardShown
from signaling.tools.board.state import BoardPage
from signaling.tools.courseware.cues import ClipPlayed, DocumentAdded, PageShown
from signaling.tools.courseware.state import Document, DocumentKind
from signaling.tools.questions.cues import QuestionOpened
from signaling.tools.questions.state import Question, QuestionKind
from tests.server.library.telling import START, course

LESSON = 2_700_000  # milliseconds
SLIDES = DocumentAdded(document=Document(id="d1", kind=DocumentKind.SLIDES, title="荷塘月色", pages=30))
FILM = DocumentAdded(document=Document(id="d2", kind=DocumentKind.VIDEO, title="荷花", duration_ms=60_000))


def chapters(*events: tuple[float, Event], duration_ms: int = LESSON) -> list[tuple[int, str, int, str]]:
    found = computed(course((0, SLIDES), (0, FILM), *events), duration_ms)
    return [(each.at_ms // 1000, each.kind, each.n, each.title) for each in found[1:]]


def page(n: int) -> PageShown:
    return PageShown(document="d1", page=n)


def asked(id: str, kind: QuestionKind = QuestionKind.SINGLE) -> QuestionOpened:
    return QuestionOpened(question=Question(id=id, kind=kind, text="几个字?", opens_at=START))


def screen() -> SourceAdded:
    return SourceAdded(
        source=Source(id="t/screen", member="t", kind=SourceKind.SCREEN, audio=False, video=True)
    )


def test_a_lesson_in_which_nothing_happens_is_one_chapter() -> None:
    assert computed(course(), LESSON) == [Chapter(at_ms=0, kind="start")]


def test_every_kind_of_beginning_has_its_name() -> None:
    found = chapters(
        (200, page(1)),
        (400, page(2)),
        (600, asked("q1")),
        (800, FloorGiven(member="a")),
        (1000, screen()),
        (1200, BoardPageAdded(page=BoardPage(id="p1"))),
        (1200, BoardShown(page="p1")),
        (1400, ClipPlayed(document="d2", position_ms=0, starts_at=START)),
        (1600, asked("q2", QuestionKind.RACE)),
    )
    assert found == [
        (200, "document", 1, "荷塘月色"),
        (400, "page", 2, "荷塘月色"),
        (600, "question", 1, "几个字?"),
        (800, "floor", 1, "三年级"),
        (1000, "screen", 1, "李老师"),
        (1200, "board", 1, ""),
        (1400, "clip", 1, "荷花"),
        (1600, "race", 2, "几个字?"),
    ]


def test_a_question_stands_for_the_pages_around_it() -> None:
    assert chapters((300, page(1)), (320, asked("q1")), (340, page(2)))[0][:2] == (320, "question")


def test_no_chapter_of_a_short_lesson_is_shorter_than_half_a_minute() -> None:
    turned = [(10.0 * n, page(n)) for n in range(1, 31)]
    starts = [0] + [at for at, *_ in chapters(*turned, duration_ms=300_000)]
    assert min(after - before for before, after in pairwise(starts)) == 30


def test_a_lesson_of_many_pages_is_still_read_through() -> None:
    turned = [(10.0 * n, page(n % 30 + 1)) for n in range(1, 269)]
    assert 12 <= len(chapters(*turned)) <= MOST


def test_a_page_shown_again_and_a_classroom_that_has_the_floor_are_no_news() -> None:
    floor = FloorGiven(member="a")
    assert len(chapters((200, page(1)), (500, page(1)), (800, floor), (1100, floor))) == 2


def test_a_classroom_called_on_again_is() -> None:
    returned = FloorReturned(member="a")
    assert len(chapters((200, FloorGiven(member="a")), (300, returned), (600, FloorGiven(member="a")))) == 2


@pytest.mark.parametrize("at", [-10.0, 2800.0])
def test_what_is_before_the_start_or_behind_the_end_is_none(at: float) -> None:
    assert chapters((at, asked("q1"))) == []
