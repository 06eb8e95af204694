"""Who has spoken how often: it follows from the floor alone."""

from tests.support.room import Story


def test_a_turn_is_counted_and_timed() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    lesson.later(20)
    class_a.says("return_floor")
    turn = lesson.state.turns.spoken["class-a"]
    assert (turn.count, turn.total_ms, turn.last_at) == (1, 20_000, lesson.now)


def test_joining_a_dialogue_does_not_end_the_turn_of_the_first() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    teacher.says("give_floor", member="class-b", join=True)
    assert lesson.state.turns.since.keys() == {"class-a", "class-b"}


def test_calling_on_the_next_ends_the_turn_of_the_last() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    teacher.says("give_floor", member="class-b")
    assert lesson.state.turns.since.keys() == {"class-b"}


def test_whoever_has_not_spoken_is_not_listed() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    assert lesson.state.turns.spoken.keys() == {"class-a"}
