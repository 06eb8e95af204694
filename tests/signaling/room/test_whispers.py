"""Private words between a teacher and one other."""

from signaling.tools.chat.words import Whispered
from tests.support.room import Story


def test_both_hear_them_and_nobody_else() -> None:
    lesson = Story()
    teacher, class_a, class_b = lesson.taught("class-a", "class-b")
    teacher.says("whisper", to="class-a", text="请把麦克风靠近一点")
    assert teacher.last(Whispered) == class_a.last(Whispered)
    assert not class_b.has_heard(Whispered)


def test_they_are_no_cue() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    cues = len(lesson.cues)
    teacher.says("whisper", to="class-a", text="声音小一点")
    assert len(lesson.cues) == cues


def test_a_classroom_answers_a_teacher_but_speaks_to_no_other_classroom() -> None:
    lesson = Story()
    _, class_a, _ = lesson.taught("class-a", "class-b")
    assert class_a.is_refused("whisper", to="teacher", text="好的") is None
    assert class_a.is_refused("whisper", to="class-b", text="好的") == "whisper_to_nobody"


def test_words_to_somebody_who_is_away_are_refused() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.drops()
    assert teacher.is_refused("whisper", to="class-a", text="在吗") == "whisper_to_nobody"


def test_nobody_whispers_to_oneself() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    assert teacher.is_refused("whisper", to="teacher", text="在吗") == "whisper_to_nobody"
