"""How many answers of each place were right, of those that can be told right from wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.data.models import AskedQuestion
from server.questions.results import is_right, standing
from signaling.tools.questions.vote import Vote, Way


@dataclass(frozen=True, slots=True)
class Answered:
    """
    Of one place: `questions` it has answered, and of `rated` answers so many were `right`.

    A pupil's telephone and a hand that was counted are one answer each, and so is that of a class as one.
    """

    questions: int = 0
    rated: int = 0
    right: int = 0


def by_place(asked: Iterable[AskedQuestion], votes: Sequence[Vote]) -> dict[str, Answered]:
    """All questions of the lesson together."""
    found: dict[str, Answered] = {}
    for question in asked:
        stand = standing(question, [vote for vote in votes if vote.question == question.name])
        for place in {vote.place for vote in stand}:
            before = found.get(place, Answered())
            rated, right = _rated(question, [vote for vote in stand if vote.place == place])
            found[place] = Answered(before.questions + 1, before.rated + rated, before.right + right)
    return found


def _rated(question: AskedQuestion, votes: Iterable[Vote]) -> tuple[int, int]:
    rated = right = 0
    for vote in votes:
        if vote.way is Way.HANDS:
            counted = _hands(question, vote)
            rated, right = rated + counted[0], right + counted[1]
        elif (judged := is_right(question, vote)) is not None:
            rated, right = rated + 1, right + judged
    return rated, right


def _hands(question: AskedQuestion, vote: Vote) -> tuple[int, int]:
    """Hands are counted by option, so they tell only where one option is right."""
    answer = question.answer
    if answer is None or len(answer) != 1 or question.question["kind"] not in ("single", "yes_no"):
        return 0, 0
    return sum(vote.counts.values()), vote.counts.get(answer[0], 0)
