"""Questions: the one on the screens, and those before it, with how each classroom has answered."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from signaling.shape import Identifier, Shape

#: The pupils who sit with the teacher; every other place is a member.
MASTER_PLACE = "master"
#: Options are named by their place in the list.
LETTERS = "ABCDEFGHIJ"
MOST_OPTIONS = len(LETTERS)
#: So many past questions are in the state, for whoever joins late waits for them; the database has all.
HISTORY = 12
MOST_TEXTS = 8

QuestionText = Annotated[str, Field(max_length=500)]
OptionText = Annotated[str, Field(max_length=200)]
Options = Annotated[list[OptionText], Field(max_length=MOST_OPTIONS)]
#: What was answered: one letter, several, all in order, `yes` or `no`, or a text.
Given = Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=MOST_OPTIONS)]


class QuestionKind(StrEnum):
    """`race` is 抢答: nothing is answered, the first to press may speak."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    ORDER = "order"
    TEXT = "text"
    RACE = "race"


class Question(Shape):
    """
    What is asked. The right answer is not in it: no screen may read that before it is revealed.

    Answers count from `opens_at` until it is closed, at the latest at `ends_at` (Unix milliseconds).
    """

    id: Identifier
    kind: QuestionKind
    text: QuestionText = ""
    options: Options = Field(default_factory=list)
    #: Whoever has answered may think better of it until the question is closed.
    changeable: bool = True
    opens_at: int
    ends_at: int | None = None


class Tally(Shape):
    """
    How one place has answered.

    `counts` are pupils and raised hands by option (an order by its letters, `CAB`); `answered` is how
    many they are. `chosen` is what the class as a whole has answered on its terminal.
    """

    counts: dict[str, int] = Field(default_factory=dict)
    answered: int = 0
    chosen: Given | None = None


class Racer(Shape):
    """Who pressed, `after_ms` after the opening; `first` is whoever the clocks can't put behind another."""

    place: Identifier
    after_ms: int
    uncertainty_ms: int
    first: bool


class Asked(Shape):
    """
    A question that was asked, and what came of it.

    After `closed_at` answers that were given before may still arrive, until it is `settled`.
    `answer` is the right one once it is revealed, if there is one.
    """

    question: Question
    closed_at: int | None = None
    settled: bool = False
    tallies: dict[str, Tally] = Field(default_factory=dict)
    results_shown: bool = False
    revealed: bool = False
    answer: Given | None = None
    #: Answers in words that the teacher shows to all, without names.
    texts: list[str] = Field(default_factory=list)
    #: Of a race, the earliest first; None until it is decided.
    racers: list[Racer] | None = None
    #: Which of the racers the teacher has chosen.
    chosen: int | None = None


class QuestionsState(Shape):
    """`current` is on the screens, open or closed; `history` begins with the oldest."""

    current: Asked | None = None
    history: list[Asked] = Field(default_factory=list)
