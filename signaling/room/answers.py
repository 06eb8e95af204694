"""Count the answers to the question on the screens, and settle it when the last of them have arrived."""

from __future__ import annotations

from dataclasses import replace

from signaling.commands import KeepAnswer, ShowRacers, Wake
from signaling.messages import Ok
from signaling.room.ballot import Ballot
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.race import racers, ranked, starts_too_early
from signaling.room.seats import Seat
from signaling.state import Phase, Role
from signaling.tools.questions.cues import AnswersCounted, QuestionClosed, RaceDecided
from signaling.tools.questions.state import MASTER_PLACE, Asked, QuestionKind
from signaling.tools.questions.vote import Vote, Way
from signaling.tools.questions.wishes import AnswerQuestion, CountHands, Press, RacerSeat, RacerSeats


def place_of(seat: Seat) -> str:
    """The place that a member answers for."""
    return MASTER_PLACE if seat.member.role is Role.MASTER else seat.member.id


class Answers(Part):
    """
    The ballot of the current question.

    It begins anew with each question; after a crash it begins with what was stored of it.
    """

    def __init__(self, room: Proceedings) -> None:
        self._room = room
        self._limits = room.settings.questions
        self._ballot: Ballot | None = None
        #: When the race on the screens is decided: some time after its first press.
        self._decided_at: int | None = None

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {AnswerQuestion: self._answer, CountHands: self._count_hands, Press: self._press}

    @property
    def current(self) -> Asked | None:
        """The question on the screens."""
        return self._room.state.questions.current

    def take(self, vote: Vote) -> str | None:
        """Count a vote once, whoever delivers it how often; else why it does not count."""
        asked, ballot = self.current, self._counting()
        if self._room.state.lesson.phase is not Phase.LIVE or asked is None or ballot is None:
            return "no_such_question"
        if ballot.knows(vote):
            return None
        if asked.question.id != vote.question:
            return "question_closed" if self._is_past(vote.question) else "no_such_question"
        code = self._refusal(asked, ballot, vote)
        if code is not None:
            return code
        ballot.count(vote)
        self._room.do(KeepAnswer(vote))
        if asked.question.kind is QuestionKind.RACE:
            self._await_others(vote.at)
        return None

    def tick(self, now: int) -> None:
        """Close what has lasted long enough, say what was counted, and settle what nothing more comes for."""
        asked, ballot = self.current, self._counting()
        if asked is None or ballot is None or asked.settled:
            return
        if asked.question.kind is QuestionKind.RACE:
            self._watch_race(ballot, now)
        elif ballot.changed:
            self._tell(ballot, ballot.changed, now)
        if asked.closed_at is None and asked.question.ends_at is not None and now >= asked.question.ends_at:
            self.close(now, None)
        if asked.closed_at is not None and now >= asked.closed_at + self._limits.grace_ms:
            self.settle(now)

    def close(self, now: int, by: str | None) -> None:
        """Nothing that is pressed from now on counts; what is under way still does."""
        asked = self.current
        if asked is not None and asked.closed_at is None:
            self._room.happen(QuestionClosed(question=asked.question.id), now, by)
            self._room.do(Wake(now + self._limits.grace_ms))

    def settle(self, now: int) -> None:
        """Say the last word on the current question; it is closed, or is closed by this."""
        asked, ballot = self.current, self._counting()
        if asked is None or ballot is None or asked.settled:
            return
        if asked.question.kind is QuestionKind.RACE:
            self._decide(ballot, now)
            return
        self.close(now, None)
        self._tell(ballot, ballot.places, now, final=True)

    # -- who answers

    def _answer(self, seat: Seat, session: str, wish: AnswerQuestion, now: int) -> None:
        pressed_at = wish.pressed_at if wish.pressed_at is not None else now
        vote = self._vote(seat, wish.question, Way.CLASS, pressed_at, now)
        self._reply(session, wish.id, self.take(replace(vote, given=tuple(wish.given))))

    def _count_hands(self, seat: Seat, session: str, wish: CountHands, now: int) -> None:
        pressed_at = wish.pressed_at if wish.pressed_at is not None else now
        vote = self._vote(seat, wish.question, Way.HANDS, pressed_at, now)
        self._reply(session, wish.id, self.take(replace(vote, counts=dict(wish.counts))))

    def _press(self, seat: Seat, session: str, wish: Press, now: int) -> None:
        vote = self._vote(seat, wish.question, Way.CLASS, wish.pressed_at, now)
        self._reply(session, wish.id, self.take(replace(vote, uncertainty_ms=wish.uncertainty_ms)))

    def _vote(self, seat: Seat, question: str, way: Way, pressed_at: int, now: int) -> Vote:
        place = place_of(seat)
        return Vote(
            f"{question}/{place}/{way}/{pressed_at}", question, place, way, pressed_at=pressed_at, at=now
        )

    def _reply(self, session: str, re: int | None, code: str | None) -> None:
        if code is None:
            self._room.tell(session, Ok(re=re))
        else:
            self._room.refuse(session, code, re)

    # -- what counts

    def _refusal(self, asked: Asked, ballot: Ballot, vote: Vote) -> str | None:
        closed = [at for at in (asked.closed_at, asked.question.ends_at) if at is not None]
        if asked.settled or (closed and vote.pressed_within(asked.question) > min(closed)):
            return "question_closed"
        if asked.question.kind is QuestionKind.RACE and starts_too_early(asked.question, vote, self._limits):
            return "too_early"
        return ballot.refusal(vote)

    def _is_past(self, question: str) -> bool:
        return any(asked.question.id == question for asked in self._room.state.questions.history)

    def _counting(self) -> Ballot | None:
        """The ballot of the current question; after a crash it begins with what was stored."""
        asked = self.current
        if asked is None:
            return None
        if self._ballot is None or self._ballot.question.id != asked.question.id:
            stored = [vote for vote in self._room.facts.votes if vote.question == asked.question.id]
            self._ballot = Ballot(asked.question, self._limits, stored)
            self._decided_at = None
        return self._ballot

    def _tell(self, ballot: Ballot, places: set[str], now: int, *, final: bool = False) -> None:
        tallies = ballot.tallies(places)
        ballot.changed = set()
        self._room.happen(AnswersCounted(question=ballot.question.id, tallies=tallies, final=final), now)

    # -- races

    def _await_others(self, now: int) -> None:
        if self._decided_at is None:
            self._decided_at = now + self._limits.collecting_ms
            self._room.do(Wake(self._decided_at))

    def _watch_race(self, ballot: Ballot, now: int) -> None:
        if self._decided_at is None and ballot.votes:
            self._await_others(now)
        if self._decided_at is not None and now >= self._decided_at:
            self._decide(ballot, now)

    def _decide(self, ballot: Ballot, now: int) -> None:
        ranking = ranked(ballot.question, ballot.votes, self._limits)
        found = racers(ballot.question, ranking, self._limits)
        who = tuple(
            RacerSeat(racer=n, place=vote.place, seat=vote.seat, name=vote.name)
            for n, vote in enumerate(ranking)
        )
        # The phones' view is made when the cue is told: it has to know them by then.
        self._room.do(ShowRacers(ballot.question.id, who))
        self._room.happen(RaceDecided(question=ballot.question.id, racers=found), now)
        for seat in self._room.seats.values():
            self._tell_who(seat, ballot.question.id, who)

    def _tell_who(self, seat: Seat, question: str, who: tuple[RacerSeat, ...]) -> None:
        is_master = seat.member.role is Role.MASTER
        seen = [each for each in who if is_master or each.place == seat.member.id]
        if seen and seat.member.role is not Role.OBSERVER:
            self._room.tell(seat.session, RacerSeats(question=question, racers=seen))
