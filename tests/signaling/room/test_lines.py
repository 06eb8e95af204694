"""How well everybody is connected, as the teacher sees it."""

from __future__ import annotations

from typing import Any

import pytest

from signaling.commands import NoteReport
from signaling.messages import Line, Lines
from signaling.room.seats import LinkNews, SlotPicture
from tests.support.room import MASTER, Person, Story

PAUSED = LinkNews(pictures=(SlotPicture(0, "paused", "line_too_thin"),))
LOSSY = LinkNews(loss=0.1)
REDUCED = LinkNews(pictures=(SlotPicture(0, "reduced", "line_too_thin"),))


def line_of(teacher: Person, member: str) -> Line:
    """The member's line as the teacher was told last."""
    told = [line for each in teacher.heard if isinstance(each, Lines) for line in each.lines]
    return next(line for line in reversed(told) if line.member == member)


def words(teacher: Person) -> list[Lines]:
    return [each for each in teacher.heard if isinstance(each, Lines)]


def reported(up: dict[str, Any] | None = None, **down: Any) -> Line:
    """The line of a classroom that has sent such a report."""
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("report", down=down, up=up)
    lesson.later(2)
    return line_of(teacher, "class-a")


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
    assert reported(**report).quality == quality


@pytest.mark.parametrize(
    ("news", "quality"), [(REDUCED, "fair"), (PAUSED, "poor"), (LinkNews(loss=0.1), "poor")]
)
def test_what_the_worker_finds_counts_too(news: LinkNews, quality: str) -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.do(lesson.room.line_news("class-a", "down", news, lesson.now))
    lesson.later(2)
    assert line_of(teacher, "class-a").quality == quality


def test_a_line_says_what_suffers_and_why() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    news = LinkNews(loss=0.1, pictures=REDUCED.pictures)
    lesson.do(lesson.room.line_news("class-a", "down", news, lesson.now))
    lesson.later(2)
    line = line_of(teacher, "class-a")
    assert (line.sound, line.picture, line.cause, line.side, line.loss) == (
        "good",
        "reduced",
        "loss",
        "down",
        0.1,
    )


@pytest.mark.parametrize(
    ("report", "cause"),
    [
        ({"loss": 0.05}, ("loss", "up")),
        ({"rtt_ms": 400}, ("delay", "up")),
        ({"limited": "bandwidth"}, ("thin", "up")),
        ({"loss": 0.3, "rtt_ms": 2000, "paused": True}, ("thin", "up")),
        ({"limited": "cpu"}, ("device", "up")),
        ({}, ("none", "none")),
    ],
)
def test_the_cause_on_the_way_up_is_named(report: dict[str, Any], cause: tuple[str, str]) -> None:
    line = reported(up=report)
    assert (line.cause, line.side) == cause


def test_what_a_publisher_is_told_of_its_listeners_losses_is_not_said_of_its_own_line() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.do(lesson.room.line_news("class-a", "up", LinkNews(loss=0.0), lesson.now))
    class_a.says("report", down=None, up={"loss": 0.2})
    lesson.later(2)
    assert line_of(teacher, "class-a").quality == "good"


def test_a_picture_that_freezes_now_and_then_is_said_to() -> None:
    assert (reported(frozen=0.03).picture, reported(frozen=0.03).quality) == ("frozen", "fair")


def test_a_line_too_thin_for_pictures_is_called_thin_and_not_slow() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.do(lesson.room.line_news("class-a", "down", PAUSED, lesson.now))
    class_a.says("report", down={"rtt_ms": 400}, up=None)
    lesson.later(2)
    assert line_of(teacher, "class-a").cause == "thin"


def test_a_line_that_is_well_is_told_once() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.later(2)
    before = len(words(teacher))
    class_a.says("report", down={"loss": 0.004, "rtt_ms": 41})
    lesson.later(10)
    assert len(words(teacher)) == before
    assert not class_a.has_heard(Lines)


def test_a_master_who_comes_late_is_told_of_every_line_at_once() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.says("report", down={"loss": 0.1})
    late = lesson.joins("second-teacher", MASTER)
    assert line_of(late, "class-a").quality == "poor"


def test_a_line_gets_better_only_when_it_lasts() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("report", down={"loss": 0.1})
    lesson.later(2)
    class_a.says("report", down={"loss": 0.0})
    lesson.later(4)
    assert line_of(teacher, "class-a").quality == "poor"
    lesson.later(4)
    assert line_of(teacher, "class-a").quality == "good"


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


def test_a_report_is_kept_with_the_judgement_of_its_moment() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.says("report", down={"loss": 0.1, "path": "tcp"})
    (kept,) = lesson.asked(NoteReport)
    assert (kept.member, kept.line.quality, kept.at) == ("class-a", "poor", lesson.now)


def test_what_is_wrong_with_devices_is_told_at_once_and_taken_back_at_once() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("report", devices=["microphone_silent", "camera_stalled"])
    lesson.later(2)
    assert line_of(teacher, "class-a").devices == ["microphone_silent", "camera_stalled"]
    class_a.says("report", devices=[])
    lesson.later(2)
    assert line_of(teacher, "class-a").devices == []
