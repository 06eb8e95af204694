"""The shapes of question sets, and of what came of a lesson's questions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.questions.prepared import PreparedQuestion
from server.web.shapes import Moment, Title
from signaling.shape import Identifier, Shape
from signaling.tools.questions.state import Question, Tally

#: More than a teacher asks in a week of lessons.
MOST_QUESTIONS, MOST_SETS = 100, 20


class NewQuestionSet(Shape):
    title: Title
    questions: Annotated[list[PreparedQuestion], Field(max_length=MOST_QUESTIONS)] = Field(
        default_factory=list
    )


class QuestionSetCard(Shape):
    id: str
    title: str
    changed_at: Moment
    questions: list[PreparedQuestion]


class QuestionSets(Shape):
    sets: list[QuestionSetCard]


class AttachedSets(Shape):
    """Ids of the person's own sets, in the order in which they shall be at hand."""

    sets: Annotated[list[Identifier], Field(max_length=MOST_SETS)]


class AskedCard(Shape):
    """A question with its right answer and how each place has answered it."""

    question: Question
    answer: list[str] | None
    tallies: dict[str, Tally]


class AskedQuestions(Shape):
    questions: list[AskedCard]


class SeatAnswer(Shape):
    """One voter's answer that stands; `right` is null where nobody can tell."""

    place: str
    place_name: str
    way: Literal["class", "hands", "phone"]
    seat: int | None
    name: str
    given: list[str]
    counts: dict[str, int]
    pressed_at: Moment
    right: bool | None


class SeatAnswers(Shape):
    answers: list[SeatAnswer]


class TakenSeat(Shape):
    place: str
    place_name: str
    seat: int
    connected: bool


class TakenSeats(Shape):
    seats: list[TakenSeat]


class FreedSeat(Shape):
    place: Identifier
    seat: Annotated[int, Field(ge=0, le=99_999)]
