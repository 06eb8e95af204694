"""A lesson waits, is live, and ends."""

from signaling.commands import NoteAttendance, SetLessonPhase
from signaling.messages import Bye, ErrorMessage
from signaling.state import Phase
from tests.support.room import MASTER, Story


def test_the_teacher_starts_the_lesson() -> None:
    lesson = Story()
    teacher, class_a = lesson.joins("teacher", MASTER), lesson.joins("class-a")
    teacher.says("start_lesson")
    assert class_a.follower.state is not None
    assert class_a.follower.state.lesson.phase is Phase.LIVE
    assert lesson.asked(SetLessonPhase) == [SetLessonPhase("live", lesson.now)]


def test_a_lesson_starts_once() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    assert teacher.is_refused("start_lesson") == "lesson_live"
    lesson.do(lesson.room.start(lesson.now))
    assert len(lesson.asked(SetLessonPhase)) == 1


def test_a_classroom_starts_and_ends_nothing() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    assert class_a.is_refused("start_lesson") == "not_allowed"
    assert class_a.is_refused("end_lesson") == "not_allowed"


def test_the_end_sees_everybody_out() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("end_lesson")
    assert class_a.last(Bye).code == "lesson_over"
    assert not class_a.last(Bye).again
    assert lesson.room.is_over
    assert lesson.room.is_empty


def test_the_end_is_in_everybodys_attendance() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("end_lesson")
    gone = [note.member for note in lesson.asked(NoteAttendance) if not note.present]
    assert sorted(gone) == ["class-a", "teacher"]


def test_a_lesson_that_is_over_lets_nobody_in() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("end_lesson")
    assert lesson.joins("class-b").last(ErrorMessage).code == "lesson_over"


def test_an_operator_starts_and_ends_the_lesson_too() -> None:
    lesson = Story()
    lesson.do(lesson.room.start(lesson.now, by="operator"))
    lesson.do(lesson.room.end(lesson.now + 5, by="operator"))
    assert [cue.by for cue in lesson.cues] == ["operator", None, "operator"]
    assert lesson.state.lesson.ended_at == lesson.now + 5


def test_hands_and_floor_do_not_outlast_the_lesson() -> None:
    lesson = Story()
    teacher, class_a, _ = lesson.taught("class-a", "class-b")
    class_a.says("raise_hand")
    teacher.says("give_floor", member="class-b")
    teacher.says("end_lesson")
    assert (lesson.state.hands, lesson.state.floor) == ([], [])
