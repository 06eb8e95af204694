"""What a member is told of its own pictures."""

from __future__ import annotations

from typing import Literal

from signaling.messages import Picture, Pictures
from signaling.room.seats import LinkNews, SlotPicture
from tests.support.room import Person, Story

THIN = "line_too_thin"


def find(lesson: Story, member: str, *states: tuple[int, Literal["reduced", "paused"]]) -> None:
    """The worker says what it does to the pictures in these slots; to all others nothing."""
    suffering = tuple(SlotPicture(slot, state, THIN) for slot, state in states)
    lesson.do(lesson.room.line_news(member, "down", LinkNews(pictures=suffering), lesson.now))


def told(person: Person) -> list[Picture]:
    return person.last(Pictures).pictures


def test_a_paused_picture_is_told_at_once_by_its_source() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    find(lesson, "class-a", (0, "paused"))
    assert told(class_a) == [Picture(source="teacher/camera", state="paused", reason=THIN)]


def test_a_picture_that_is_back_is_told_too() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    find(lesson, "class-a", (0, "paused"))
    lesson.later(1)
    find(lesson, "class-a")
    assert told(class_a) == []


def test_a_line_that_wavers_is_told_once_a_second() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    for _ in range(20):
        find(lesson, "class-a", (0, "paused"))
        find(lesson, "class-a")
    find(lesson, "class-a", (0, "reduced"))
    assert len([each for each in class_a.heard if isinstance(each, Pictures)]) == 1
    lesson.later(1)
    assert [picture.state for picture in told(class_a)] == ["reduced"]


def test_nobody_else_is_told() -> None:
    lesson = Story()
    _, _, class_b = lesson.taught("class-a", "class-b")
    find(lesson, "class-a", (0, "paused"))
    assert not class_b.has_heard(Pictures)


def test_a_member_who_comes_back_is_told_what_is_paused() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    find(lesson, "class-a", (0, "paused"))
    lesson.transport("class-a", "down", "connected")
    class_a.drops()
    lesson.later(2)
    class_a.connects(up=True, down=True)
    assert [picture.state for picture in told(class_a)] == ["paused"]


def test_nothing_is_known_of_a_down_link_that_is_built_anew() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    find(lesson, "class-a", (0, "paused"))
    lesson.later(1)
    class_a.subscribes()
    lesson.later(1)
    assert told(class_a) == []


def test_a_slot_without_a_source_is_no_picture() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    find(lesson, "class-a", (3, "paused"), (9, "paused"))
    assert not class_a.has_heard(Pictures)


def test_news_of_a_transport_that_is_gone_are_not_heard() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.transport("class-a", "down", "closed")
    find(lesson, "class-a", (0, "paused"))
    assert not class_a.has_heard(Pictures)


def test_a_camera_that_its_owner_cannot_send_is_told_to_whoever_receives_it() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("report", up={"paused": True})
    lesson.later(1)
    assert told(teacher) == [Picture(source="class-a/camera", state="paused", reason="sender_too_thin")]
    assert not class_a.has_heard(Pictures)
    class_a.says("report", up={})
    lesson.later(1)
    assert told(teacher) == []


def test_of_a_picture_that_neither_end_has_room_for_one_reason_is_told() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("report", up={"paused": True})
    find(lesson, "teacher", (0, "paused"))
    assert [picture.reason for picture in told(teacher)] == [THIN]
