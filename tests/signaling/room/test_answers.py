"""Questions in a lesson: what is counted, how often, until when, and what nobody may know too early."""

from __future__ import annotations

import pytest

from signaling.commands import KeepAnswer
from signaling.cues import Cue
from signaling.tools.questions.cues import AnswersCounted
from tests.support.asking import Quiz
from tests.support.room import replayed


def counted(quiz: Quiz) -> list[AnswersCounted]:
    return [cue.event for cue in quiz.cues if isinstance(cue.event, AnswersCounted)]


def test_pupils_answers_are_counted_by_classroom() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.phone(1, "A")
    quiz.phone(2, "B")
    quiz.phone(1, "B", place="class-b")
    quiz.later(1)
    assert quiz.tally("class-a").counts == {"A": 1, "B": 1}
    assert quiz.tally("class-b").counts == {"B": 1}


def test_five_hundred_answers_in_a_second_make_one_cue() -> None:
    quiz = Quiz()
    quiz.asks()
    for seat in range(500):
        quiz.phone(seat, "A")
    quiz.later(1)
    assert len(counted(quiz)) == 1
    assert quiz.tally().answered == 500


def test_a_cue_names_only_the_places_that_have_changed() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.phone(1, "A")
    quiz.later(1)
    quiz.phone(1, "A", place="class-b")
    quiz.later(1)
    assert list(counted(quiz)[-1].tallies) == ["class-b"]


def test_what_is_delivered_twice_counts_once() -> None:
    quiz = Quiz()
    quiz.asks()
    vote = quiz.vote(1, "A")
    assert [quiz.delivers(vote), quiz.delivers(vote)] == [None, None]
    quiz.later(1)
    assert quiz.tally().answered == 1
    assert len(quiz.asked(KeepAnswer)) == 1


def test_what_was_counted_before_a_restart_is_not_counted_again() -> None:
    quiz = Quiz()
    quiz.asks(answer=["A"])
    vote = quiz.vote(1, "A")
    quiz.delivers(vote)
    quiz.restarts()
    assert quiz.delivers(vote) is None
    quiz.phone(2, "A")
    quiz.later(1)
    assert quiz.tally().counts == {"A": 2}


def test_the_right_answer_outlives_a_restart() -> None:
    quiz = Quiz()
    quiz.asks(answer=["C"])
    quiz.restarts()
    quiz.says(quiz.teacher, "reveal_answer")
    quiz.later(4)
    assert quiz.current.answer == ["C"]


def test_the_last_press_of_a_pupil_counts_in_whatever_order_they_arrive() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.later(10)
    early = quiz.vote(1, "A", ago=5000)
    quiz.phone(1, "B", ago=2000)
    quiz.delivers(early)
    quiz.later(1)
    assert quiz.tally().counts == {"B": 1}


def test_an_answer_that_may_not_be_changed_is_final() -> None:
    quiz = Quiz()
    quiz.asks(changeable=False)
    quiz.phone(1, "A")
    assert quiz.phone(1, "B") == "answer_final"


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("single", ["E"], "bad_answer"),
        ("single", ["A", "B"], "bad_answer"),
        ("multiple", ["A", "C"], None),
        ("multiple", ["A", "A"], "bad_answer"),
        ("order", ["D", "A", "C", "B"], None),
        ("order", ["D", "A", "C"], "bad_answer"),
        ("yes_no", ["yes"], None),
        ("yes_no", ["A"], "bad_answer"),
        ("text", ["春风"], None),
        ("text", ["  "], "bad_answer"),
    ],
)
def test_only_what_fits_the_question_is_an_answer(kind: str, given: list[str], code: str | None) -> None:
    quiz = Quiz()
    quiz.asks(kind)
    assert quiz.phone(1, *given) == code


def test_what_was_pressed_before_the_close_counts_while_it_is_under_way() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.later(5)
    pressed = quiz.vote(1, "A")
    quiz.says(quiz.teacher, "close_question")
    quiz.later(2)
    assert quiz.delivers(pressed) is None
    quiz.later(2)
    assert quiz.current.settled
    assert quiz.tally().answered == 1


def test_what_was_pressed_after_the_close_is_refused_in_words() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.says(quiz.teacher, "close_question")
    quiz.later(1)
    assert quiz.phone(1, "A") == "question_closed"


def test_what_arrives_after_the_grace_is_too_late_whenever_it_was_pressed() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.later(5)
    pressed = quiz.vote(1, "A")
    quiz.says(quiz.teacher, "close_question")
    quiz.later(10)
    assert quiz.delivers(pressed) == "question_closed"


def test_a_press_of_the_past_or_of_the_future_counts_as_one_of_the_question() -> None:
    quiz = Quiz()
    quiz.asks()
    assert quiz.phone(1, "A", pressed_at=0) is None
    assert quiz.phone(2, "A", pressed_at=quiz.now + 3_600_000) is None


def test_the_last_tallies_are_exact_and_said_once() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.phone(1, "A")
    quiz.says(quiz.teacher, "close_question")
    quiz.later(10)
    assert [event.final for event in counted(quiz)] == [False, True]


def test_a_question_with_a_time_closes_by_itself() -> None:
    quiz = Quiz()
    quiz.asks(seconds=5)
    quiz.later(6)
    assert quiz.current.closed_at is not None
    assert quiz.phone(1, "A") == "question_closed"


def test_the_class_answers_as_one_and_may_think_better_of_it() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.says(quiz.class_a, "answer_question", given=["A"])
    quiz.later(1)
    quiz.says(quiz.class_a, "answer_question", given=["B"])
    quiz.later(1)
    assert quiz.tally().chosen == ["B"]
    assert quiz.tally().answered == 0


def test_hands_are_counted_by_the_classroom_and_the_teachers_own_by_the_teacher() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.says(quiz.class_a, "count_hands", counts={"A": 21, "B": 9})
    quiz.says(quiz.teacher, "count_hands", counts={"C": 40})
    quiz.later(1)
    assert (quiz.tally().counts, quiz.tally().answered) == ({"A": 21, "B": 9}, 30)
    assert quiz.tally("master").counts == {"C": 40}


def test_hands_for_an_option_that_there_is_not_are_refused() -> None:
    quiz = Quiz()
    quiz.asks(options=2)
    assert quiz.says(quiz.class_a, "count_hands", counts={"D": 3}) == "bad_answer"


def test_nobody_is_told_the_right_answer_before_it_is_revealed() -> None:
    quiz = Quiz()
    quiz.asks("text", answer=["春风又绿江南岸"])
    quiz.phone(1, "春风")
    quiz.says(quiz.teacher, "show_results")
    quiz.later(2)
    heard = "".join(message.model_dump_json() for message in quiz.class_a.heard + quiz.teacher.heard)
    assert "江南岸" not in heard


def test_it_is_revealed_when_the_last_answers_have_arrived() -> None:
    quiz = Quiz()
    quiz.asks(answer=["B"])
    quiz.later(5)
    quiz.says(quiz.teacher, "reveal_answer")
    assert not quiz.current.revealed
    quiz.later(4)
    assert (quiz.current.revealed, quiz.current.answer) == (True, ["B"])


def test_the_right_answer_may_be_said_when_it_is_revealed() -> None:
    quiz = Quiz()
    quiz.asks()
    assert quiz.says(quiz.teacher, "reveal_answer", answer=["E"]) == "bad_answer"
    quiz.says(quiz.teacher, "reveal_answer", answer=["D"])
    quiz.later(4)
    assert quiz.current.answer == ["D"]


def test_two_teachers_at_once_do_not_talk_over_each_other() -> None:
    quiz = Quiz()
    first = quiz.asks()
    assert quiz.teacher.is_refused("open_question", kind="yes_no") == "question_open"
    assert quiz.current.question.id == first


def test_the_next_question_settles_the_one_before() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.phone(1, "A")
    quiz.says(quiz.teacher, "close_question")
    quiz.asks("yes_no")
    assert quiz.state.questions.history[-1].settled
    assert quiz.state.questions.history[-1].tallies["class-a"].answered == 1


def test_an_answer_to_a_question_that_is_past_is_too_late() -> None:
    quiz = Quiz()
    quiz.asks()
    vote = quiz.vote(1, "A")
    quiz.says(quiz.teacher, "close_question")
    quiz.asks("yes_no")
    assert quiz.delivers(vote) == "question_closed"


def test_a_question_can_be_dismissed_while_it_is_open() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.phone(1, "A")
    quiz.says(quiz.teacher, "dismiss_question")
    past = quiz.state.questions.history[-1]
    assert quiz.state.questions.current is None
    assert (past.settled, past.tallies["class-a"].answered) == (True, 1)


def test_a_classroom_that_was_cut_off_answers_when_it_is_back() -> None:
    quiz = Quiz()
    question = quiz.asks()
    quiz.class_a.drops()
    quiz.later(60)
    quiz.class_a.connects()
    assert quiz.class_a.is_refused("answer_question", question=question, given=["A"]) is None


def test_one_voter_changes_an_answer_only_so_often() -> None:
    quiz = Quiz()
    quiz.asks()
    codes = {quiz.phone(1, "AB"[n % 2]) for n in range(40)}
    assert codes == {None, "too_many"}


def test_hands_are_counted_anew_only_so_often() -> None:
    quiz = Quiz()
    quiz.asks(changeable=False)
    codes = [
        quiz.says(quiz.class_a, "count_hands", counts={"A": n}, pressed_at=quiz.now + n) for n in range(40)
    ]
    assert codes == [None] * 30 + ["too_many"] * 10


def test_a_question_that_can_t_be_answered_can_t_be_asked() -> None:
    quiz = Quiz()
    for fields in ({"options": ["x"]}, {"options": ["x", "y"], "answer": ["C"]}):
        assert quiz.teacher.is_refused("open_question", kind="single", **fields) == "bad_question"
    assert quiz.teacher.is_refused("open_question", kind="race", options=["x", "y"]) == "bad_question"


def test_seats_and_names_are_in_no_cue() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.phone(47, "A", name="小敏")
    quiz.later(1)
    told = "".join(Cue.model_dump_json(cue) for cue in quiz.cues)
    assert "小敏" not in told
    assert '"47"' not in told


def test_the_end_of_the_lesson_closes_the_question() -> None:
    quiz = Quiz()
    quiz.asks()
    quiz.teacher.says("end_lesson")
    state = replayed(quiz.facts.empty_room(), quiz.cues).questions
    assert state.current is None
    assert state.history[-1].closed_at == quiz.now


def test_everybody_is_told_how_many_phones_there_are_of_what_concerns_them() -> None:
    quiz = Quiz()
    quiz.phones(**{"class-a": 3, "class-b": 5})
    quiz.later(1)
    told = [[each.places for each in person.heard if each.type == "phones"] for person in quiz.people]
    assert told == [[{"class-a": 3, "class-b": 5}], [{"class-a": 3}], [{"class-b": 5}]]
