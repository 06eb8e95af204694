"""Tell classrooms where their pupils answer by telephone, and how many are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from signaling.commands import MakeAnswerLinks
from signaling.room.answers import Answers, place_of
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Seat
from signaling.state import Role
from signaling.tools.questions.state import MASTER_PLACE
from signaling.tools.questions.vote import Vote
from signaling.tools.questions.wishes import FetchAnswerLinks, Phones


@dataclass(frozen=True, slots=True)
class PhonesConnected:
    """So many phones are connected now, by place."""

    places: Mapping[str, int]


#: What the outside tells of phones.
PhoneNews = Vote | PhonesConnected


class PupilPhones(Part):
    """The phones of a lesson as its members see them: an address, and numbers."""

    def __init__(self, room: Proceedings, answers: Answers) -> None:
        self._room = room
        self._answers = answers
        self._places: Mapping[str, int] = {}
        self._told: dict[str, dict[str, int]] = {}

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {FetchAnswerLinks: self._fetch}

    @property
    def places(self) -> list[str]:
        """Every place of the lesson: the teacher's, and each classroom."""
        rural = [id for id, member in self._room.state.members.items() if member.role is Role.RURAL]
        return [MASTER_PLACE, *rural]

    def hear(self, news: PhoneNews) -> str | None:
        """Take a vote, and say why it does not count if it does not; or note how many phones there are."""
        if isinstance(news, Vote):
            return self._answers.take(news)
        self._places = news.places
        return None

    def tick(self, now: int) -> None:
        """Tell each session what has changed for it."""
        for seat in self._room.seats.values():
            if seat.session is not None and seat.member.role is not Role.OBSERVER:
                self._tell(seat.session, self._seen_by(seat))
        self._told = {session: told for session, told in self._told.items() if session in self._room.sessions}

    def _seen_by(self, seat: Seat) -> dict[str, int]:
        if seat.member.role is Role.MASTER:
            return dict(self._places)
        own = self._places.get(seat.member.id)
        return {seat.member.id: own} if own else {}

    def _tell(self, session: str, seen: dict[str, int]) -> None:
        if seen != self._told.get(session, {}):
            self._told[session] = seen
            self._room.tell(session, Phones(places=seen))

    def _fetch(self, seat: Seat, session: str, wish: FetchAnswerLinks, now: int) -> None:
        # Whoever asks is told the numbers too, with the next tick.
        self._told.pop(session, None)
        places = self.places if seat.member.role is Role.MASTER else [place_of(seat)]
        self._room.do(MakeAnswerLinks(session, wish.id, tuple(places)))
