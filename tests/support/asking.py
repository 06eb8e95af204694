"""A lesson in which questions are asked and answered by telephone."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from signaling.commands import KeepAnswer, KeepQuestion
from signaling.room.phones import PhonesConnected
from signaling.tools.questions.state import Asked, Tally
from signaling.tools.questions.vote import Vote, Way
from tests.support.person import Person
from tests.support.room import Story

_KEYS = itertools.count(1)


class Quiz(Story):
    """A live lesson of a teacher and two classrooms; `asks` opens a question."""

    def __init__(self) -> None:
        super().__init__()
        self.teacher, self.class_a, self.class_b = self.taught("class-a", "class-b")

    @property
    def current(self) -> Asked:
        assert self.state.questions.current is not None
        return self.state.questions.current

    def asks(self, kind: str = "single", options: int = 4, **fields: Any) -> str:
        """The teacher asks; returns the question's id."""
        names = [""] * options if kind in ("single", "multiple", "order") else []
        self.teacher.says("open_question", kind=kind, options=names, **fields)
        return self.current.question.id

    def phone(self, seat: int, *given: str, place: str = "class-a", **fields: Any) -> str | None:
        """A pupil's phone delivers an answer; returns why it does not count."""
        vote = self.vote(seat, *given, place=place, **fields)
        return self.delivers(vote)

    def vote(self, seat: int, *given: str, place: str = "class-a", ago: int = 0, **fields: Any) -> Vote:
        """What a phone sends now, pressed `ago` milliseconds before."""
        known = {
            "key": f"key{next(_KEYS)}",
            "question": self.current.question.id,
            "pressed_at": self.now - ago,
        }
        return Vote(place=place, way=Way.PHONE, given=given, seat=seat, **{**known, "at": self.now, **fields})

    def delivers(self, vote: Vote) -> str | None:
        code, commands = self.room.from_phones(vote, self.now)
        self.do(commands)
        return code

    def phones(self, **places: int) -> None:
        self.do(self.room.from_phones(PhonesConnected(places), self.now)[1])

    def tally(self, place: str = "class-a") -> Tally:
        """What everybody knows of a place."""
        return self.current.tallies.get(place, Tally())

    def says(self, person: Person, type: str, **fields: Any) -> str | None:
        """Somebody says something about the current question; returns the code of a refusal."""
        return person.is_refused(type, question=self.current.question.id, **fields)

    def restarts(self) -> None:
        """The server is killed, and opens the room again with what it had stored."""
        questions = self.asked(KeepQuestion)
        self.facts = replace(
            self.facts,
            votes=tuple(each.vote for each in self.asked(KeepAnswer)),
            right_answers={each.question.id: each.answer for each in questions if each.answer is not None},
        )
        self.crashes()
        for person in self.people:
            person.connects()
