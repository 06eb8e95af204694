"""Sheets are held to their rubric and summed up per item."""

from __future__ import annotations

import pytest

from server.review.presets import presets
from server.review.rubric import Item, RubricBody
from server.review.sheet import ItemScore, MomentScore, Sheet, fits, total
from server.review.standing import RoundStanding
from server.review.summary import Spread, spread, summarise

RUBRIC = RubricBody(
    title="简表", items=[Item(id="a", title="甲", weight=40), Item(id="b", title="乙", weight=60)]
)


def sheet(a: float | None = None, b: float | None = None) -> Sheet:
    return Sheet(items={"a": ItemScore(points=a), "b": ItemScore(points=b)})


def test_the_total_waits_for_every_item() -> None:
    assert total(sheet(30.5, None), RUBRIC) is None
    assert total(sheet(30.5, 50), RUBRIC) == 80.5


@pytest.mark.parametrize(
    "wrong",
    [
        sheet(40.5),
        Sheet(items={"c": ItemScore(points=1)}),
        Sheet(moments=[MomentScore(at_ms=1, item="c")]),
        Sheet(moments=[MomentScore(at_ms=1, item="a", points=41)]),
        Sheet(moments=[MomentScore(at_ms=1, points=1)]),
    ],
)
def test_a_score_beyond_the_rubric_does_not_fit(wrong: Sheet) -> None:
    assert not fits(wrong, RUBRIC)


def test_a_note_about_the_whole_lesson_at_a_moment_fits() -> None:
    assert fits(Sheet(moments=[MomentScore(at_ms=1, text="安静"), MomentScore(at_ms=2, item="b")]), RUBRIC)


def test_the_spread_is_that_of_a_sample() -> None:
    assert spread([30, 34, 38]) == Spread(3, 34, 34, 4, 30, 38)
    assert spread([30]) == Spread(1, 30, 30, None, 30, 30)
    assert spread([]) is None


def test_the_summary_counts_each_item_and_the_totals() -> None:
    found = summarise(RUBRIC, [(sheet(30, 50), 80), (sheet(40, 60), 100)])
    assert (found.items["a"].mean, found.items["b"].median) == (35, 55)
    assert found.total == Spread(2, 90, 90, 14.14, 80, 100)
    assert summarise(RUBRIC, []).total is None


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_preset_is_a_rubric_with_levels(language: str) -> None:
    found = presets(language)
    assert len(found) == 3
    assert all(len(item.levels) == 4 for body in found.values() for item in body.items)


@pytest.mark.parametrize(
    ("blind", "deadline", "closed", "submitted", "over", "revealed"),
    [
        (False, None, None, 0, False, True),
        (True, None, None, 3, False, False),
        (True, None, None, 4, False, True),
        (True, 100, None, 0, True, True),
        (True, 101, None, 0, False, False),
        (True, 101, 50, 0, True, True),
    ],
)
def test_a_blind_round_is_revealed_when_all_have_submitted_or_it_is_over(
    blind: bool, deadline: int | None, closed: int | None, submitted: int, over: bool, revealed: bool
) -> None:
    standing = RoundStanding(blind, deadline, closed, due=4, submitted=submitted)
    assert (standing.is_over(100), standing.is_revealed(100)) == (over, revealed)
