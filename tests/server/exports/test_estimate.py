"""What an export will cost is told by those before it; its chapters have names; its span is cut out."""

from __future__ import annotations

import pytest

from server.exports.chapters import named
from server.exports.compose.composing import chapters_within
from server.exports.estimate import Past, estimate
from server.library.chapters import Chapter


def test_first_export_is_guessed_by_what_was_measured() -> None:
    assert estimate([], sound_only=False).speed == 3.0
    assert estimate([], sound_only=True).speed > 10


def test_later_ones_go_by_those_of_their_kind() -> None:
    past = [Past(600, took, 60_000, sound_only=False) for took in (100, 300, 120)]
    past += [Past(600, 1, 6_000, sound_only=True), Past(2, 9, 9, sound_only=False)]
    found = estimate(past, sound_only=False)
    assert (found.speed, found.rate) == (5.0, 100)


@pytest.mark.parametrize(
    ("chapter", "zh", "en"),
    [
        (Chapter(at_ms=0, kind="start"), "上课", "Beginning"),
        (Chapter(at_ms=0, kind="question", n=2, title="谁对？"), "提问 2：谁对？", "Question 2: 谁对？"),
        (Chapter(at_ms=0, kind="question", n=2), "提问 2", "Question 2"),
        (Chapter(at_ms=0, kind="page", n=3, title="春"), "春 第 3 页", "春, page 3"),
        (Chapter(at_ms=0, kind="hand", title="小结"), "小结", "小结"),
    ],
)
def test_chapters_have_names(chapter: Chapter, zh: str, en: str) -> None:
    assert (named(chapter, "zh-CN"), named(chapter, "en")) == (zh, en)


def test_chapters_of_a_span_begin_with_the_one_that_runs() -> None:
    chapters = [(0, "a"), (1000, "b"), (2000, "c"), (9000, "d")]
    assert chapters_within(chapters, 1500, 4000) == [(0, 500, "b"), (500, 2500, "c")]
    assert chapters_within([], 0, 1000) == []
