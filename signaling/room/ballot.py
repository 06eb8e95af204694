"""Count the answers to one question: each voter once, the last press of whoever thinks better of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from signaling.tools.questions.given import counted_as, fits, names
from signaling.tools.questions.limits import QuestionLimits
from signaling.tools.questions.state import Question, QuestionKind, Tally
from signaling.tools.questions.vote import Vote, Voter, Way


class Ballot:
    """All votes on one question; `changed` are the places whose tallies nobody has been told yet."""

    def __init__(self, question: Question, limits: QuestionLimits, votes: Iterable[Vote] = ()) -> None:
        self.question = question
        self.changed: set[str] = set()
        self._limits = limits
        self._keys: set[str] = set()
        self._votes: dict[Voter, Vote] = {}
        self._changes: Counter[Voter] = Counter()
        for vote in votes:
            self.count(vote)

    @property
    def votes(self) -> list[Vote]:
        """The votes that stand, one of each voter."""
        return list(self._votes.values())

    def knows(self, vote: Vote) -> bool:
        """This very vote has been counted already."""
        return vote.key in self._keys

    def refusal(self, vote: Vote) -> str | None:
        """Why this vote can't stand, whenever it was pressed; None when it can."""
        if vote.way is Way.HANDS:
            allowed = names(self.question.kind, len(self.question.options))
            order = self.question.kind is QuestionKind.ORDER
            if order or not allowed or not vote.counts.keys() <= set(allowed):
                return "bad_answer"
            return self._refusal_of_more(vote)
        if not fits(self.question.kind, len(self.question.options), vote.given):
            return "bad_answer"
        if vote.voter not in self._votes:
            return None
        return self._refusal_of_change(vote)

    def _refusal_of_change(self, vote: Vote) -> str | None:
        if not self.question.changeable or self.question.kind is QuestionKind.RACE:
            return "answer_final"
        return self._refusal_of_more(vote)

    def _refusal_of_more(self, vote: Vote) -> str | None:
        """Hands that were miscounted may be counted again, but like everything only so often."""
        return "too_many" if self._changes[vote.voter] >= self._limits.changes else None

    def count(self, vote: Vote) -> None:
        """Let it stand, unless one that was pressed later has overtaken it."""
        self._keys.add(vote.key)
        self._changes[vote.voter] += 1
        standing = self._votes.get(vote.voter)
        if standing is None or self._pressed(standing) <= self._pressed(vote):
            self._votes[vote.voter] = vote
            self.changed.add(vote.place)

    def tallies(self, places: Iterable[str]) -> dict[str, Tally]:
        """How each of these places has answered."""
        by_place: dict[str, list[Vote]] = {place: [] for place in places}
        for vote in self._votes.values():
            if vote.place in by_place:
                by_place[vote.place].append(vote)
        return {place: self._tally(votes) for place, votes in sorted(by_place.items())}

    @property
    def places(self) -> set[str]:
        """Every place that has voted."""
        return {vote.place for vote in self._votes.values()}

    def _pressed(self, vote: Vote) -> int:
        return vote.pressed_within(self.question)

    def _tally(self, votes: list[Vote]) -> Tally:
        counts: Counter[str] = Counter()
        answered, chosen = 0, None
        for vote in votes:
            if vote.way is Way.CLASS:
                chosen = list(vote.given)
            elif vote.way is Way.HANDS:
                counts.update(vote.counts)
                answered += self._hands(vote)
            else:
                counts.update(counted_as(self.question.kind, vote.given))
                answered += 1
        return Tally(counts=dict(sorted(self._common(counts))), answered=answered, chosen=chosen)

    def _hands(self, vote: Vote) -> int:
        """Who may raise a hand for several options is counted at the most popular one."""
        several = self.question.kind is QuestionKind.MULTIPLE
        return max(vote.counts.values(), default=0) if several else sum(vote.counts.values())

    def _common(self, counts: Counter[str]) -> list[tuple[str, int]]:
        if self.question.kind is QuestionKind.ORDER:
            return counts.most_common(self._limits.orders)
        return list(counts.items())
