"""One answer as it arrived, and when it counts as pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from signaling.tools.questions.state import Question


class Way(StrEnum):
    """How it came: the class as one on its terminal, hands that were counted there, or a pupil's phone."""

    CLASS = "class"
    HANDS = "hands"
    PHONE = "phone"


#: Who votes: place, way, seat.
Voter = tuple[str, Way, int | None]


@dataclass(frozen=True, slots=True)
class Vote:
    """
    `key` is never used twice: what comes again under it is the same vote.

    `pressed_at` is Unix milliseconds of the server's clock as the sender knows it, give or take
    `uncertainty_ms`; `at` is when it arrived. `counts` are hands by option. `name` is what a pupil typed.
    """

    key: str
    question: str
    place: str
    way: Way
    given: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    seat: int | None = None
    name: str = ""
    pressed_at: int = 0
    uncertainty_ms: int = 0
    at: int = 0

    @property
    def voter(self) -> Voter:
        """Whose later vote replaces this one."""
        return self.place, self.way, self.seat

    def pressed_within(self, question: Question) -> int:
        """When it was pressed, as far as that can be: neither before the opening nor after its arrival."""
        return max(question.opens_at, min(self.pressed_at, self.at))
