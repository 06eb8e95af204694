"""What a client may ask of questions, and what the server says about them to some alone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.shape import ClientMessage, Identifier, ServerMessage, Shape
from signaling.tools.questions.state import MOST_OPTIONS, Given, Options, QuestionKind, QuestionText

UnixMs = Annotated[int, Field(ge=0, lt=2**53)]
Doubt = Annotated[int, Field(ge=0, le=3_600_000)]


class OpenQuestion(ClientMessage):
    """
    Ask all classrooms. `answer` is the right one, kept from everybody until it is revealed.

    Options are named `A`, `B`, … in their order and may be without words. With `seconds` it closes by itself.
    """

    type: Literal["open_question"] = "open_question"
    kind: QuestionKind
    text: QuestionText = ""
    options: Options = Field(default_factory=list)
    changeable: bool = True
    answer: Given | None = None
    seconds: Annotated[int, Field(ge=5, le=3600)] | None = None


class CloseQuestion(ClientMessage):
    type: Literal["close_question"] = "close_question"
    question: Identifier


class ShowResults(ClientMessage):
    type: Literal["show_results"] = "show_results"
    question: Identifier


class RevealAnswer(ClientMessage):
    """
    Closes the question too; it is revealed when the answers under way have arrived.

    `answer` is the right one of a question that was asked without.
    """

    type: Literal["reveal_answer"] = "reveal_answer"
    question: Identifier
    answer: Given | None = None


class DismissQuestion(ClientMessage):
    type: Literal["dismiss_question"] = "dismiss_question"
    question: Identifier


class ShowText(ClientMessage):
    type: Literal["show_text"] = "show_text"
    question: Identifier
    text: Annotated[str, Field(min_length=1, max_length=200)]


class ChooseRacer(ClientMessage):
    """Of a race that is decided: who may speak, by the place in the list of racers."""

    type: Literal["choose_racer"] = "choose_racer"
    question: Identifier
    racer: Annotated[int, Field(ge=0, le=100)]


class AnswerQuestion(ClientMessage):
    """The class answers as one, at `pressed_at` of the server's clock as far as the terminal knows it."""

    type: Literal["answer_question"] = "answer_question"
    question: Identifier
    given: Given
    pressed_at: UnixMs | None = None


class CountHands(ClientMessage):
    """So many hands were up for each option; replaces what was counted before in the same place."""

    type: Literal["count_hands"] = "count_hands"
    question: Identifier
    counts: Annotated[dict[str, Annotated[int, Field(ge=0, le=500)]], Field(max_length=MOST_OPTIONS)]
    pressed_at: UnixMs | None = None


class Press(ClientMessage):
    """Press first, by the server's clock as the terminal knows it, give or take `uncertainty_ms`."""

    type: Literal["press"] = "press"
    question: Identifier
    pressed_at: UnixMs
    uncertainty_ms: Doubt


class FetchAnswerLinks(ClientMessage):
    """Ask where pupils answer by telephone: in one's own classroom, as master in all."""

    type: Literal["fetch_answer_links"] = "fetch_answer_links"


class AnswerLink(Shape):
    """Where the pupils of one place answer: an address (without a host: this server's), or a code for /a."""

    place: Identifier
    url: str
    code: str


class AnswerLinks(ServerMessage):
    """The addresses at which pupils answer, good until shortly after the lesson's planned end."""

    type: Literal["answer_links"] = "answer_links"
    links: list[AnswerLink]


class Phones(ServerMessage):
    """How many pupils' phones are connected, by place: told to masters, and to each classroom of itself."""

    type: Literal["phones"] = "phones"
    places: dict[str, int]


class RacerSeat(Shape):
    """Who racer number `racer` is; without a seat it is the class's terminal."""

    racer: int
    place: Identifier
    seat: int | None = None
    name: str = ""


class RacerSeats(ServerMessage):
    """Who pressed, by seat: told to masters, and to each classroom of itself; no cue: pupils are minors."""

    type: Literal["racer_seats"] = "racer_seats"
    question: Identifier
    racers: list[RacerSeat]
