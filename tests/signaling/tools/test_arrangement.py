"""How the screens are divided, and whose picture goes before all others."""

from signaling.reducer import stage
from tests.support.room import Story


def test_the_teacher_divides_every_screen() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("set_layout", layout="content")
    assert lesson.state.arrangement.layout == "content"


def test_a_layout_that_is_there_already_is_no_cue() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    cues = len(lesson.cues)
    teacher.says("set_layout", layout="auto")
    assert len(lesson.cues) == cues


def test_a_classroom_in_the_spotlight_is_seen_by_the_others_and_not_heard() -> None:
    lesson = Story()
    teacher, _, class_b = lesson.taught("class-a", "class-b")
    teacher.says("set_spotlight", source="class-a/camera")
    assert stage(lesson.state) == "class-a/camera"
    assert "class-a/camera" in class_b.sees
    assert "class-a/camera" not in class_b.hears


def test_the_spotlight_goes_before_whoever_speaks() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    teacher.says("set_spotlight", source="teacher/camera")
    assert stage(lesson.state) == "teacher/camera"
    teacher.says("set_spotlight")
    assert stage(lesson.state) == "class-a/camera"


def test_nothing_can_be_put_on_the_stage_that_is_not_there() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    assert teacher.is_refused("set_spotlight", source="class-a/screen") == "no_such_picture"


def test_a_classroom_does_not_arrange_the_screens() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    assert class_a.is_refused("set_layout", layout="gallery") == "not_allowed"
