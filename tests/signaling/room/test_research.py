"""A research room: equals, anybody may present."""

import dataclasses

from signaling.room import Room
from signaling.settings import RoomSettings
from signaling.tools.conduct.limits import ConductLimits
from tests.support.room import MASTER, Story


def research(settings: RoomSettings | None = None) -> Story:
    story = Story(settings)
    story.facts = dataclasses.replace(story.facts, form="research")
    story.room = Room(story.facts, story.settings)
    return story


def test_everybody_is_shown_in_equal_tiles_at_first() -> None:
    assert research().state.arrangement.layout == "gallery"


def test_everybody_sees_everybody() -> None:
    lesson = research()
    _, first, *_ = lesson.taught("a", "b", "c", "d", "e", "f", "g")
    first.answers()
    assert first.sees == {f"{who}/camera" for who in ("teacher", "b", "c", "d", "e", "f", "g")}


def test_one_sees_no_more_than_a_school_line_may_carry() -> None:
    lesson = research(RoomSettings(research_slots=5))
    _, first, *_ = lesson.taught("a", "b", "c", "d", "e", "f", "g")
    first.answers()
    assert len(first.sees) == 5


def test_in_other_lessons_classrooms_see_each_other_in_the_gallery_as_far_as_slots_reach() -> None:
    lesson = Story()
    teacher, class_a, *_ = lesson.taught("class-a", "class-b", "class-c")
    assert class_a.sees == {"teacher/camera"}
    teacher.says("set_layout", layout="gallery")
    assert class_a.sees == {"teacher/camera", "class-b/camera", "class-c/camera"}


def test_a_teacher_is_called_on_like_anybody() -> None:
    lesson = research()
    teacher, _ = lesson.taught("a")
    lesson.joins("second", MASTER)
    assert teacher.is_refused("give_floor", member="second") is None
    assert lesson.state.floor == ["second"]


def test_anybody_speaks_where_that_is_allowed() -> None:
    lesson = research()
    teacher, first = lesson.taught("a")
    assert first.is_refused("take_floor") == "floor_not_free"
    teacher.says("set_free_floor", allowed=True)
    assert first.is_refused("take_floor") is None
    assert first.is_open


def test_not_all_speak_at_once() -> None:
    lesson = research(RoomSettings(conduct=ConductLimits(speakers=2)))
    teacher, first, second, third = lesson.taught("a", "b", "c")
    teacher.says("set_free_floor", allowed=True)
    first.says("take_floor")
    second.says("take_floor")
    assert third.is_refused("take_floor") == "floor_full"


def test_a_participant_who_is_handed_the_lesson_conducts_it_also_after_a_reconnect_and_a_crash() -> None:
    lesson = research()
    teacher, first = lesson.taught("a")
    teacher.says("hand_over", member="a")
    assert first.is_refused("mute_all") is None
    first.drops()
    lesson.crashes()
    assert first.connects().welcome.role is MASTER
    assert first.is_refused("mute_all") is None


def test_in_a_check_one_sees_oneself_and_nobody_is_recorded() -> None:
    lesson = Story(record=False)
    lesson.facts = dataclasses.replace(lesson.facts, form="check")
    lesson.room = Room(lesson.facts, lesson.settings)
    alone = lesson.joins("room", MASTER)
    alone.publishes("camera", "board")
    alone.subscribes()
    assert alone.sees == {"room/camera", "room/board"}
    assert alone.hears == {"room/camera", "room/board"}
