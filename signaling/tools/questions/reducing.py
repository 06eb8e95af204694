"""What the cues of questions mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from signaling.shape import Shape
from signaling.tools.cue import At
from signaling.tools.questions.cues import (
    AnswerRevealed,
    AnswersCounted,
    QuestionDismissed,
    QuestionOpened,
    RaceDecided,
    RacerChosen,
    TextShown,
)
from signaling.tools.questions.state import HISTORY, MOST_TEXTS, Asked, QuestionsState

Marks = Callable[[Asked, Any, At], dict[str, Any]]
Change = Callable[[QuestionsState, Any, At], QuestionsState]


def _opened(state: QuestionsState, event: QuestionOpened, cue: At) -> QuestionsState:
    return QuestionsState(current=Asked(question=event.question), history=_history(state))


def _dismissed(state: QuestionsState, event: QuestionDismissed, cue: At) -> QuestionsState:
    if state.current is None or state.current.question.id != event.question:
        return state
    return QuestionsState(history=_history(state))


def _history(state: QuestionsState) -> list[Asked]:
    """The past questions together with the one that is past now."""
    return [*state.history, *([state.current] if state.current else [])][-HISTORY:]


def _lesson_ended(state: QuestionsState, event: Shape, cue: At) -> QuestionsState:
    if state.current is None:
        return state
    ended = {"closed_at": _first(state.current.closed_at, cue.at), "settled": True}
    return QuestionsState(history=_history(_with(state, state.current.question.id, ended)))


def _counted(asked: Asked, event: AnswersCounted, cue: At) -> dict[str, Any]:
    return {"tallies": {**asked.tallies, **event.tallies}, "settled": asked.settled or event.final}


def _closed(asked: Asked, event: Shape, cue: At) -> dict[str, Any]:
    return {"closed_at": _first(asked.closed_at, cue.at)}


def _results_shown(asked: Asked, event: Shape, cue: At) -> dict[str, Any]:
    return {"results_shown": True}


def _revealed(asked: Asked, event: AnswerRevealed, cue: At) -> dict[str, Any]:
    return {"results_shown": True, "revealed": True, "answer": event.answer}


def _text_shown(asked: Asked, event: TextShown, cue: At) -> dict[str, Any]:
    texts = [*(text for text in asked.texts if text != event.text), event.text]
    return {"texts": texts[-MOST_TEXTS:]}


def _decided(asked: Asked, event: RaceDecided, cue: At) -> dict[str, Any]:
    closed_at = _first(asked.closed_at, cue.at)
    return {"racers": event.racers, "closed_at": closed_at, "settled": True, "chosen": None}


def _chosen(asked: Asked, event: RacerChosen, cue: At) -> dict[str, Any]:
    return {"chosen": event.racer} if event.racer < len(asked.racers or []) else {}


def _first(known: int | None, now: int) -> int:
    return known if known is not None else now


def _marked(marks: Marks) -> Change:
    """The question that the event names, on the screens or past, gets these marks."""

    def change(state: QuestionsState, event: Any, cue: At) -> QuestionsState:
        asked = next((each for each in _all(state) if each.question.id == event.question), None)
        return _with(state, event.question, marks(asked, event, cue)) if asked is not None else state

    return change


def _all(state: QuestionsState) -> list[Asked]:
    return [*([state.current] if state.current else []), *reversed(state.history)]


def _with(state: QuestionsState, question: str, update: dict[str, Any]) -> QuestionsState:
    """Ids are used once in a lesson; of a strange history the newest of that name is meant."""
    if state.current is not None and state.current.question.id == question:
        return state.model_copy(update={"current": state.current.model_copy(update=update)})
    last = max(n for n, asked in enumerate(state.history) if asked.question.id == question)
    history = [
        asked.model_copy(update=update) if n == last else asked for n, asked in enumerate(state.history)
    ]
    return state.model_copy(update={"history": history})


CHANGES: dict[str, Change] = {
    "question_opened": _opened,
    "answers_counted": _marked(_counted),
    "question_closed": _marked(_closed),
    "results_shown": _marked(_results_shown),
    "answer_revealed": _marked(_revealed),
    "text_shown": _marked(_text_shown),
    "race_decided": _marked(_decided),
    "racer_chosen": _marked(_chosen),
    "question_dismissed": _dismissed,
    "lesson_ended": _lesson_ended,
}
