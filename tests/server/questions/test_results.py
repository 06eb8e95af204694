"""What a teacher reads of a lesson's answers."""

import csv
import io

from server.data.models import AskedQuestion
from server.questions.results import HEAD, is_right, standing, table
from server.sheets import MARK
from signaling.tools.questions.state import Question, QuestionKind
from signaling.tools.questions.vote import Vote, Way


def asked(kind: QuestionKind, answer: list[str] | None) -> AskedQuestion:
    question = Question(id="q3", kind=kind, text="题目", options=["", ""], opens_at=1000)
    return AskedQuestion(
        lesson_id="l", name="q3", question=question.model_dump(mode="json"), answer=answer, at=1
    )


def vote(seat: int, *given: str, at: int = 2000, name: str = "") -> Vote:
    return Vote(f"{seat}/{at}", "q3", "k7", Way.PHONE, given, seat=seat, name=name, pressed_at=at, at=at)


def test_the_answer_that_stands_is_the_last() -> None:
    found = standing(asked(QuestionKind.SINGLE, None), [vote(2, "A"), vote(1, "B"), vote(2, "B", at=3000)])
    assert [(each.seat, each.given) for each in found] == [(1, ("B",)), (2, ("B",))]


def test_several_are_right_in_any_order_and_an_order_only_in_its_own() -> None:
    assert is_right(asked(QuestionKind.MULTIPLE, ["A", "B"]), vote(1, "B", "A"))
    assert not is_right(asked(QuestionKind.ORDER, ["A", "B"]), vote(1, "B", "A"))


def test_nobody_but_the_teacher_says_whether_words_are_right() -> None:
    assert is_right(asked(QuestionKind.TEXT, ["春"]), vote(1, "春")) is None


def test_a_table_has_a_line_for_each_answer_and_no_formula() -> None:
    text = table([asked(QuestionKind.TEXT, None)], [vote(1, "=1+1", name="@x")], {"k7": "三年级"})
    head, line = csv.reader(io.StringIO(text.removeprefix(MARK)))
    assert head == list(HEAD)
    assert (line[4], line[6], line[7], line[8], line[10]) == ("三年级", "1", "'@x", "'=1+1", "1.0")
