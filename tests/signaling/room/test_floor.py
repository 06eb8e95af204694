"""Hands, the floor, and whose microphone is open."""

from signaling.cues import FloorGiven, FloorReturned, HandRaised
from signaling.messages import Ok
from signaling.reducer import stage
from tests.support.room import MASTER, OBSERVER, Story


def test_calling_on_a_classroom_opens_its_microphone_and_gives_it_the_stage() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    assert class_a.is_open
    assert stage(lesson.state) == "class-a/camera"


def test_calling_on_another_classroom_takes_the_floor_from_the_first() -> None:
    lesson = Story()
    teacher, class_a, class_b = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    teacher.says("give_floor", member="class-b")
    assert not class_a.is_open
    assert class_b.is_open


def test_a_classroom_may_join_those_who_have_the_floor() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    teacher.says("give_floor", member="class-b", join=True)
    assert lesson.state.floor == ["class-a", "class-b"]


def test_calling_on_the_first_of_two_leaves_it_alone_on_the_stage() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    teacher.says("give_floor", member="class-b", join=True)
    teacher.says("give_floor", member="class-a")
    assert lesson.state.floor == ["class-a"]


def test_giving_back_the_floor_returns_the_stage_to_the_teacher() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    class_a.says("return_floor")
    assert not class_a.is_open
    assert stage(lesson.state) == "teacher/camera"


def test_muting_all_takes_every_floor_with_one_cue() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    teacher.says("give_floor", member="class-b", join=True)
    teacher.says("mute_all")
    assert lesson.state.floor == []
    assert lesson.cues[-1].event.type == "muted_all"


def test_a_raised_hand_is_seen_by_all_with_its_time() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("raise_hand")
    assert teacher.follower.state is not None
    assert [hand.since for hand in teacher.follower.state.hands] == [lesson.now]


def test_a_hand_raised_twice_is_one_hand() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.says("raise_hand")
    assert [type(each) for each in class_a.says("raise_hand")] == [Ok]
    assert len([cue for cue in lesson.cues if isinstance(cue.event, HandRaised)]) == 1


def test_a_hand_goes_down_when_its_classroom_is_called_on() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("raise_hand")
    teacher.says("give_floor", member="class-a")
    assert lesson.state.hands == []


def test_the_teacher_lowers_a_hand() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("raise_hand")
    teacher.says("lower_hand", member="class-a")
    assert lesson.state.hands == []


def test_a_classroom_lowers_no_hand_but_its_own() -> None:
    lesson = Story()
    _, class_a, class_b = lesson.taught("class-a", "class-b")
    class_a.says("raise_hand")
    assert class_b.is_refused("lower_hand", member="class-a") == "not_allowed"


def test_a_classroom_takes_the_floor_from_nobody() -> None:
    lesson = Story()
    teacher, _, class_b = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    assert class_b.is_refused("return_floor", member="class-a") == "not_allowed"


def test_only_somebody_present_is_called_on() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("leave")
    assert teacher.is_refused("give_floor", member="class-a") == "unknown_member"
    assert teacher.is_refused("give_floor", member="nobody") == "unknown_member"


def test_only_a_classroom_is_called_on() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.joins("inspector", OBSERVER)
    assert teacher.is_refused("give_floor", member="inspector") == "not_a_classroom"


def test_calling_on_the_same_classroom_twice_changes_nothing() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    before = len(lesson.cues)
    assert teacher.is_refused("give_floor", member="class-a") is None
    assert len(lesson.cues) == before


def test_a_cue_names_who_caused_it() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    teacher.says("give_floor", member="class-b")
    events = [(cue.by, type(cue.event)) for cue in lesson.cues[-3:]]
    assert events == [("teacher", FloorGiven), ("teacher", FloorReturned), ("teacher", FloorGiven)]


def test_what_two_teachers_do_at_once_happens_in_the_order_in_which_it_comes() -> None:
    lesson = Story()
    teacher, *_ = lesson.taught("class-a", "class-b")
    second = lesson.joins("second", MASTER)
    teacher.says("give_floor", member="class-a")
    second.says("give_floor", member="class-b")
    assert lesson.state.floor == ["class-b"]
    teacher.says("mute_all")
    second.says("mute_all")
    assert lesson.state.floor == []
    assert teacher.follower.state == second.follower.state == lesson.state
