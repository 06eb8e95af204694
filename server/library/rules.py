"""The settings of how long recordings are kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section
from server.units import DAY_MS


class Retention(Section):
    """`keep_days` 0 keeps a recording without a date of its own for ever."""

    keep_days: Annotated[int, Field(ge=0, le=36_500)] = 0
    trash_days: Annotated[int, Field(ge=1, le=3650)] = 30
    passport_days: Annotated[int, Field(ge=1, le=3650)] = 180
    sweep_minutes: Annotated[float, Field(gt=0, le=24 * 60)] = 10.0

    @property
    def trash_ms(self) -> int:
        return self.trash_days * DAY_MS

    @property
    def passport_ms(self) -> int:
        return self.passport_days * DAY_MS

    @property
    def keep_ms(self) -> int | None:
        """How long a recording without a date of its own is kept after its beginning; `None` for ever."""
        return self.keep_days * DAY_MS or None
