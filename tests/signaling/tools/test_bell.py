"""The bell on every screen."""

from signaling.tools.bell.deciding import PAUSE_MS
from tests.support.room import Story


def test_the_teacher_rings_and_everybody_learns_when() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("ring_bell", ring="end")
    assert lesson.state.bell.ring == "end"
    assert lesson.state.bell.rung_at == lesson.now


def test_two_rings_in_a_hurry_are_one() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("ring_bell")
    cues = len(lesson.cues)
    teacher.says("ring_bell")
    assert len(lesson.cues) == cues


def test_it_rings_again_after_a_pause() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("ring_bell")
    lesson.later(PAUSE_MS / 1000)
    teacher.says("ring_bell", ring="begin")
    assert lesson.state.bell.ring == "begin"


def test_a_classroom_does_not_ring() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    assert class_a.is_refused("ring_bell") == "not_allowed"
