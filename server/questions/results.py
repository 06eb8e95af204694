"""What came of a lesson's questions: tallies, who answered what, and all of it as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from server.data.models import AskedQuestion
from server.sheets import sheet
from signaling.room.ballot import Ballot
from signaling.tools.questions.limits import QuestionLimits
from signaling.tools.questions.state import Question, Tally
from signaling.tools.questions.vote import Vote

HEAD = (
    "question",
    "kind",
    "text",
    "right",
    "classroom",
    "way",
    "seat",
    "name",
    "answer",
    "is right",
    "seconds",
)


def standing(asked: AskedQuestion, votes: Iterable[Vote]) -> list[Vote]:
    """The votes on a question that stand, by place and seat."""
    ballot = _ballot(asked, votes)
    return sorted(ballot.votes, key=lambda vote: (vote.place, vote.way, vote.seat or 0))


def tallies(asked: AskedQuestion, votes: Iterable[Vote]) -> dict[str, Tally]:
    """How each place has answered a question."""
    ballot = _ballot(asked, votes)
    return ballot.tallies(ballot.places)


def is_right(asked: AskedQuestion, vote: Vote) -> bool | None:
    """Whether an answer is the right one; None where there is none, or none that a program could tell."""
    kind = asked.question["kind"]
    if asked.answer is None or not vote.given or kind in ("text", "race"):
        return None
    if kind == "order":
        return list(vote.given) == asked.answer
    return set(vote.given) == set(asked.answer)


def table(questions: Sequence[AskedQuestion], votes: Sequence[Vote], place_names: Mapping[str, str]) -> str:
    """All votes that stand, one a line, as a sheet."""
    lines = (
        _line(asked, vote, place_names)
        for asked in questions
        for vote in standing(asked, [vote for vote in votes if vote.question == asked.name])
    )
    return sheet(HEAD, lines)


def _line(asked: AskedQuestion, vote: Vote, place_names: Mapping[str, str]) -> list[object]:
    question = asked.question
    given = " ".join(vote.given) or " ".join(f"{name}:{count}" for name, count in vote.counts.items())
    right = is_right(asked, vote)
    return [
        asked.name,
        question["kind"],
        question["text"],
        " ".join(asked.answer or ()),
        place_names.get(vote.place, vote.place),
        vote.way.value,
        "" if vote.seat is None else vote.seat,
        vote.name,
        given,
        "" if right is None else int(right),
        round((vote.pressed_within(Question.model_validate(question)) - question["opens_at"]) / 1000, 2),
    ]


def _ballot(asked: AskedQuestion, votes: Iterable[Vote]) -> Ballot:
    return Ballot(Question.model_validate(asked.question), QuestionLimits(), votes)
