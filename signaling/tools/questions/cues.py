"""What can happen with questions. Who in a class has answered what is no cue."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.shape import Identifier, Shape
from signaling.tools.questions.state import Given, Question, Racer, Tally


class QuestionOpened(Shape):
    """It is on the screens; the one before it is history."""

    type: Literal["question_opened"] = "question_opened"
    question: Question


class AnswersCounted(Shape):
    """Tallies of the places that have changed, at most once a second; the last of them are `final`."""

    type: Literal["answers_counted"] = "answers_counted"
    question: Identifier
    tallies: dict[str, Tally]
    final: bool = False


class QuestionClosed(Shape):
    """What is pressed from now on does not count."""

    type: Literal["question_closed"] = "question_closed"
    question: Identifier


class ResultsShown(Shape):
    """Every screen draws how the classrooms have answered."""

    type: Literal["results_shown"] = "results_shown"
    question: Identifier


class AnswerRevealed(Shape):
    """The right answer, if there is one, together with the results."""

    type: Literal["answer_revealed"] = "answer_revealed"
    question: Identifier
    answer: Given | None = None


class TextShown(Shape):
    """The teacher shows one of the answers in words, without its author."""

    type: Literal["text_shown"] = "text_shown"
    question: Identifier
    text: Annotated[str, Field(max_length=200)]


class RaceDecided(Shape):
    """Who pressed first; two that are marked `first` are a tie. The question is closed."""

    type: Literal["race_decided"] = "race_decided"
    question: Identifier
    racers: list[Racer]


class RacerChosen(Shape):
    """The teacher has chosen one of the racers."""

    type: Literal["racer_chosen"] = "racer_chosen"
    question: Identifier
    racer: int


class QuestionDismissed(Shape):
    """It leaves the screens and is history."""

    type: Literal["question_dismissed"] = "question_dismissed"
    question: Identifier
