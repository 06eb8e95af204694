"""How well everybody is connected, as the teacher sees it."""

from __future__ import annotations

from typing import Any

import pytest

from signaling.messages import Line, Lines
from tests.support.room import Person, Story


def line_of(teacher: Person, member: str) -> Line:
    return next(line for line in teacher.last(Lines).lines if line.member == member)


def reported(**report: Any) -> str:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("report", down=report)
    lesson.later(2)
    return line_of(teacher, "class-a").quality


@pytest.mark.parametrize(
    ("report", "quality"),
    [
        ({}, "good"),
        ({"loss": 0.019}, "good"),
        ({"loss": 0.02}, "fair"),
        ({"loss": 0.08}, "poor"),
        ({"rtt_ms": 249}, "good"),
        ({"rtt_ms": 250}, "fair"),
        ({"rtt_ms": 600}, "poor"),
        ({"frozen": 0.02}, "fair"),
        ({"frozen": 0.1}, "poor"),
        ({"concealed": 0.03}, "fair"),
        ({"concealed": 0.12}, "poor"),
        ({"loss": 0.03, "rtt_ms": 700}, "poor"),
    ],
)
def test_a_line_is_as_good_as_its_worst_figure(report: dict[str, float], quality: str) -> None:
    assert reported(**report) == quality


def test_masters_are_told_every_two_seconds() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.later(10)
    assert len([each for each in teacher.heard if isinstance(each, Lines)]) == 5
    assert not class_a.has_heard(Lines)


@pytest.mark.parametrize("state", ["lost", "failed", "closed"])
def test_a_broken_transport_is_a_lost_line(state: str) -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.transport("class-a", "up", state)
    lesson.later(2)
    assert line_of(teacher, "class-a").quality == "lost"


def test_a_member_in_its_grace_period_has_a_lost_line() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.drops()
    lesson.later(2)
    assert line_of(teacher, "class-a").quality == "lost"


def test_a_line_is_connected_when_all_its_transports_are() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.transport("class-a", "up", "connected")
    lesson.later(2)
    assert not line_of(teacher, "class-a").connected
    lesson.transport("class-a", "down", "connected")
    lesson.later(2)
    assert line_of(teacher, "class-a").connected


def test_a_transport_that_comes_back_is_no_longer_lost() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.transport("class-a", "up", "lost")
    lesson.transport("class-a", "up", "connected")
    lesson.later(2)
    assert line_of(teacher, "class-a").quality == "good"
