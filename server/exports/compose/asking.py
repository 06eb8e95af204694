"""What the film says of a question: what is asked, and how it was answered, in a line each."""

from __future__ import annotations

from collections import Counter

from server.exports.compose.order import Language
from server.exports.compose.sayings import say
from signaling.state import RoomState
from signaling.tools.questions.state import LETTERS, MASTER_PLACE, Asked, Question, QuestionKind

_APART = "  ·  "


def question_lines(state: RoomState, language: Language) -> tuple[str, ...]:
    """Nothing while nothing is asked; else the question and, once it is shown, its result."""
    asked = state.questions.current
    if asked is None:
        return ()
    lines = [_asked(asked.question, language)]
    if asked.question.options:
        lines.append("    ".join(map("{}. {}".format, LETTERS, asked.question.options)))
    if result := _result(state, asked, language):
        lines.append(result)
    return tuple(lines)


def _asked(question: Question, language: Language) -> str:
    if question.kind is QuestionKind.RACE:
        return " ".join((say("race", language), question.text)).strip()
    return say("question", language, text=question.text or say("unnamed", language))


def _result(state: RoomState, asked: Asked, language: Language) -> str:
    if asked.racers:
        chosen = asked.racers[asked.chosen or 0]
        return say("first", language, name=_place(state, chosen.place, language))
    parts = []
    if asked.results_shown or asked.revealed:
        parts.append(_counts(asked, language))
    if asked.revealed and asked.answer:
        answer = " ".join(_named(letter, language) for letter in asked.answer)
        parts.append(say("right", language, answer=answer))
    return _APART.join(filter(None, parts))


def _counts(asked: Asked, language: Language) -> str:
    counts: Counter[str] = Counter()
    for tally in asked.tallies.values():
        counts.update(tally.counts)
    answered = sum(tally.answered for tally in asked.tallies.values())
    bars = [f"{_named(name, language)} {count}" for name, count in sorted(counts.items()) if count]
    return _APART.join([*bars, say("answered", language, count=answered)])


def _named(answer: str, language: Language) -> str:
    return say(answer, language) if answer in ("yes", "no") else answer


def _place(state: RoomState, place: str, language: Language) -> str:
    member = state.members.get(place)
    if member is not None:
        return member.name
    return say("master", language) if place == MASTER_PLACE else place
