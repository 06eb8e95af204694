"""Counting the pupils of each classroom."""

from signaling.room import LessonFacts
from tests.support.room import OBSERVER, Story


def test_a_classroom_is_counted_by_its_own_teacher() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.says("confirm_roll", present=27, absent=["7", " 12 ", "7"])
    call = lesson.state.roll.confirmed["class-a"]
    assert (call.present, call.absent, call.by) == (27, ["7", "12"], "class-a")


def test_a_master_counts_any_classroom_also_one_that_has_gone() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("leave")
    teacher.says("confirm_roll", member="class-a", present=30)
    assert lesson.state.roll.confirmed["class-a"].by == "teacher"


def test_one_classroom_does_not_count_another() -> None:
    lesson = Story()
    _, class_a, _ = lesson.taught("class-a", "class-b")
    assert class_a.is_refused("confirm_roll", member="class-b", present=1) == "not_allowed"


def test_the_last_count_stands_and_the_same_again_is_no_cue() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.says("confirm_roll", present=27)
    class_a.says("confirm_roll", present=28)
    cues = len(lesson.cues)
    class_a.says("confirm_roll", present=28)
    assert lesson.state.roll.confirmed["class-a"].present == 28
    assert len(lesson.cues) == cues


def test_what_cannot_be_counted_is_refused() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.joins("inspector", OBSERVER)
    assert class_a.is_refused("confirm_roll", present=501) == "too_many_pupils"
    assert teacher.is_refused("confirm_roll", present=1, member="nobody") == "unknown_member"
    assert teacher.is_refused("confirm_roll", present=1, member="inspector") == "no_class_there"


def test_the_enrolment_is_there_before_the_first_cue() -> None:
    facts = LessonFacts("l1", "题目", enrolled={"class-a": 29})
    assert facts.empty_room().roll.expected == {"class-a": 29}
