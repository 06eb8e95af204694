"""What all pupils' phones of one lesson are shown, and how they learn that it has changed."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from pydantic import BaseModel

from server.questions.links import PlaceLinks
from server.questions.passes import Passes
from server.questions.seats import Seats
from signaling.commands import MakeAnswerLinks, ShowRacers
from signaling.state import Phase, RoomState
from signaling.tools.questions.reducing import CHANGES
from signaling.tools.questions.state import Asked
from signaling.tools.questions.wishes import AnswerLinks, RacerSeat

#: Cues after which phones are shown something else.
SHOWN = frozenset(CHANGES) | {"lesson_started", "lesson_ended"}


class PupilView(BaseModel):
    """
    What a phone draws. Tallies are in it only when the results are shown.

    `racers` are the racers' phones by their aliases (none for a terminal). `boot` is another one after
    the server was restarted: answers that it may have lost are sent again.
    """

    boot: str
    title: str
    phase: Phase
    asked: Asked | None
    racers: list[str | None]


class PupilBoard:
    """
    The phones' side of one room.

    Every phone gets the newest view when it is ready for it: a slow one leaves out what is past.
    """

    def __init__(self, lesson: str, boot: str, seats: Seats, links: PlaceLinks, passes: Passes) -> None:
        self.seats = seats
        self.is_closed = False
        self._lesson = lesson
        self._boot = boot
        self._links = links
        self._passes = passes
        self._racers: tuple[str, list[str | None]] = ("", [])
        self._text = ""
        self._news = asyncio.Event()

    def links(self, command: MakeAnswerLinks, now: int) -> AnswerLinks:
        """The addresses of the places that were asked for, at `now` (Unix ms)."""
        return AnswerLinks(re=command.re, links=self._links.of_places(self._lesson, command.places, now))

    def show_racers(self, command: ShowRacers) -> None:
        """These were the racers of a question, in the order of the state."""
        self._racers = (command.question, [self._alias(racer) for racer in command.racers])

    def follow(self, type: str, state: RoomState) -> None:
        """A cue of that type has led to `state`; the end of the lesson is the last that is shown."""
        if type not in SHOWN:
            return
        before, self._text = self._text, ""
        self.is_closed = self.is_closed or state.lesson.phase is Phase.ENDED
        # Most counts are nothing that a phone may see.
        if self.text(state) != before:
            self.tell()

    def tell(self) -> None:
        """Wake every phone's stream."""
        self._news.set()
        self._news = asyncio.Event()

    def close(self) -> None:
        """The server stops: streams end."""
        self.is_closed = True
        self.tell()

    def text(self, state: RoomState) -> str:
        """The view of `state` as JSON, made once for all phones."""
        if not self._text:
            self._text = self._view(state).model_dump_json()
        return self._text

    async def changed(self, within_s: float) -> None:
        """Wait for news, for some seconds at most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), within_s)

    def _view(self, state: RoomState) -> PupilView:
        asked = state.questions.current
        if asked is not None and not asked.results_shown:
            asked = asked.model_copy(update={"tallies": {}})
        question, racers = self._racers
        known = asked is not None and asked.question.id == question
        return PupilView(
            boot=self._boot,
            title=state.lesson.title,
            phase=state.lesson.phase,
            asked=asked,
            racers=racers if known else [],
        )

    def _alias(self, racer: RacerSeat) -> str | None:
        return self._passes.alias(self._lesson, racer.place, racer.seat) if racer.seat is not None else None
