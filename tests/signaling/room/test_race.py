"""Who pressed first: by the press and not by the line, as far as clocks can tell."""

from __future__ import annotations

from signaling.commands import ShowRacers, Wake
from signaling.tools.questions.wishes import RacerSeats
from tests.support.asking import Quiz


def racing() -> Quiz:
    """A race that has been open for a second."""
    quiz = Quiz()
    quiz.asks("race")
    quiz.later(4)
    return quiz


def places(quiz: Quiz) -> list[tuple[str, bool]]:
    return [(racer.place, racer.first) for racer in quiz.current.racers or []]


def test_the_earlier_press_wins_over_the_faster_line() -> None:
    quiz = racing()
    slow = quiz.vote(1, ago=300)
    quiz.phone(2, place="class-b", ago=50)
    quiz.later(1)
    quiz.delivers(slow)
    quiz.later(2)
    assert places(quiz) == [("class-a", True), ("class-b", False)]


def test_two_that_the_clocks_can_t_tell_apart_are_a_tie() -> None:
    quiz = racing()
    quiz.phone(1, ago=110, uncertainty_ms=40)
    quiz.phone(2, place="class-b", ago=50, uncertainty_ms=40)
    quiz.later(3)
    assert places(quiz) == [("class-a", True), ("class-b", True)]


def test_two_that_are_as_far_apart_as_their_clocks_may_be_wrong_are_none() -> None:
    quiz = racing()
    quiz.phone(1, ago=130, uncertainty_ms=40)
    quiz.phone(2, place="class-b", ago=50, uncertainty_ms=40)
    quiz.later(3)
    assert places(quiz) == [("class-a", True), ("class-b", False)]


def test_a_clock_that_says_it_knows_nothing_does_not_tie_with_everybody() -> None:
    quiz = racing()
    quiz.phone(1, ago=900)
    quiz.phone(2, place="class-b", uncertainty_ms=3_600_000)
    quiz.later(3)
    assert places(quiz) == [("class-a", True), ("class-b", False)]


def test_a_press_before_the_start_is_refused_and_may_be_made_again() -> None:
    quiz = Quiz()
    quiz.asks("race")
    assert quiz.phone(1, ago=500) == "too_early"
    quiz.later(4)
    assert quiz.phone(1, ago=100) is None


def test_a_press_is_never_later_than_its_arrival() -> None:
    quiz = racing()
    quiz.phone(1, pressed_at=quiz.now + 60_000)
    quiz.later(3)
    assert quiz.current.racers[0].after_ms == 1000


def test_pressing_again_changes_nothing() -> None:
    quiz = racing()
    quiz.phone(1, ago=100)
    assert quiz.phone(1, ago=500) == "answer_final"


def test_it_is_decided_a_collecting_time_after_the_first_press() -> None:
    quiz = racing()
    quiz.phone(1)
    assert quiz.asked(Wake)[-1].at == quiz.now + quiz.settings.questions.collecting_ms
    quiz.later(1.4, step=0.1)
    assert quiz.current.racers is None
    quiz.later(0.1, step=0.1)
    assert quiz.current.racers is not None


def test_terminals_take_part() -> None:
    quiz = racing()
    quiz.says(quiz.class_b, "press", pressed_at=quiz.now - 200, uncertainty_ms=5)
    quiz.phone(1, ago=100)
    quiz.later(3)
    assert places(quiz)[0] == ("class-b", True)


def test_who_it_was_is_told_to_the_teacher_and_to_the_own_classroom_alone() -> None:
    quiz = racing()
    quiz.phone(12, name="小敏", ago=300)
    quiz.phone(7, place="class-b")
    quiz.later(3)
    assert [racer.seat for racer in quiz.teacher.last(RacerSeats).racers] == [12, 7]
    assert [racer.seat for racer in quiz.class_b.last(RacerSeats).racers] == [7]
    assert "小敏" not in "".join(cue.model_dump_json() for cue in quiz.cues)
    assert [racer.seat for racer in quiz.asked(ShowRacers)[-1].racers] == [12, 7]


def test_the_teacher_chooses_among_the_racers() -> None:
    quiz = racing()
    assert quiz.says(quiz.teacher, "choose_racer", racer=0) == "race_undecided"
    quiz.phone(1)
    quiz.later(3)
    assert quiz.says(quiz.teacher, "choose_racer", racer=5) == "bad_answer"
    quiz.says(quiz.teacher, "choose_racer", racer=0)
    assert quiz.current.chosen == 0


def test_a_tie_can_be_run_again() -> None:
    quiz = racing()
    quiz.phone(1)
    quiz.later(3)
    quiz.asks("race")
    assert quiz.current.racers is None
    assert quiz.current.question.opens_at == quiz.now + quiz.settings.questions.lead_ms


def test_a_race_without_a_press_is_closed_by_the_teacher() -> None:
    quiz = racing()
    quiz.says(quiz.teacher, "close_question")
    quiz.later(4)
    assert quiz.current.racers == []


def test_presses_outlive_a_restart() -> None:
    quiz = racing()
    quiz.phone(1, ago=200)
    quiz.restarts()
    quiz.later(4)
    assert places(quiz) == [("class-a", True)]
