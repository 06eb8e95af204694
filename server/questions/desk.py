"""What all rooms' telephones have in common: links, passes, bounds, and the life of this process."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from server.questions.board import PupilBoard
from server.questions.links import PlaceLinks
from server.questions.passes import Passes
from server.questions.seats import Seats
from server.questions.settings import Questions


@dataclass(frozen=True, slots=True)
class AnswerDesk:
    """One for the control process; `boot` tells phones that it is not the one they knew."""

    links: PlaceLinks
    passes: Passes
    settings: Questions
    boot: str = field(default_factory=lambda: secrets.token_hex(4))

    @classmethod
    def of(cls, secret: str, public_url: str, settings: Questions) -> AnswerDesk:
        """The desk of a server with this secret, reached at `public_url` if that is known."""
        links = PlaceLinks(secret, public_url, settings.link_hours)
        return cls(links, Passes(secret, settings.link_hours), settings)

    def board(self, lesson: str) -> PupilBoard:
        """The phones' side of a lesson's room."""
        return PupilBoard(lesson, self.boot, Seats(self.settings.max_phones), self.links, self.passes)
