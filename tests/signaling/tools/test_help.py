"""A classroom says that it does not hear or see."""

from tests.support.room import MASTER, Story


def test_what_a_classroom_asks_for_is_known_to_all_with_its_time() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.says("ask_help", kind="hear")
    assert lesson.state.help.asked["class-a"].kind == "hear"
    assert lesson.state.help.asked["class-a"].since == lesson.now


def test_asking_for_the_same_again_rings_no_second_time() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.says("ask_help", kind="see")
    cues = len(lesson.cues)
    class_a.says("ask_help", kind="see")
    assert len(lesson.cues) == cues


def test_it_can_be_asked_for_before_the_lesson() -> None:
    lesson = Story()
    assert lesson.joins("class-a").is_refused("ask_help", kind="hear") is None


def test_the_teacher_takes_note_or_it_is_well_again() -> None:
    lesson = Story()
    teacher, class_a, class_b = lesson.taught("class-a", "class-b")
    class_a.says("ask_help", kind="hear")
    class_b.says("ask_help", kind="see")
    teacher.says("settle_help", member="class-a")
    class_b.says("settle_help")
    assert lesson.state.help.asked == {}


def test_one_classroom_does_not_settle_the_need_of_another() -> None:
    lesson = Story()
    _, class_a, class_b = lesson.taught("class-a", "class-b")
    class_a.says("ask_help")
    assert class_b.is_refused("settle_help", member="class-a") == "not_allowed"


def test_a_teacher_asks_nobody_for_help_this_way() -> None:
    lesson = Story()
    assert lesson.joins("teacher", MASTER).is_refused("ask_help") == "not_allowed"
