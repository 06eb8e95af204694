"""The configuration of questions and of the telephones that answer them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section
from signaling.tools.questions.limits import QuestionLimits


class Questions(Section):
    seats: Annotated[int, Field(ge=1, le=999)] = 99
    max_phones: Annotated[int, Field(ge=0, le=10_000)] = 1000
    link_hours: Annotated[int, Field(ge=1, le=48)] = 6
    grace_s: Annotated[float, Field(ge=0, le=30)] = 3.0
    race_lead_s: Annotated[float, Field(ge=0, le=30)] = 3.0
    race_collecting_s: Annotated[float, Field(ge=0, le=10)] = 1.5
    race_uncertainty_ms: Annotated[int, Field(ge=0, le=2000)] = 400
    racers: Annotated[int, Field(ge=1, le=100)] = 8
    changes: Annotated[int, Field(ge=1, le=1000)] = 30
    orders: Annotated[int, Field(ge=1, le=100)] = 8
    max_sets: Annotated[int, Field(ge=1, le=10_000)] = 500

    @property
    def limits(self) -> QuestionLimits:
        """The same as the room has it."""
        return QuestionLimits(
            grace_ms=round(self.grace_s * 1000),
            lead_ms=round(self.race_lead_s * 1000),
            collecting_ms=round(self.race_collecting_s * 1000),
            uncertainty_ms=self.race_uncertainty_ms,
            racers=self.racers,
            changes=self.changes,
            orders=self.orders,
        )
