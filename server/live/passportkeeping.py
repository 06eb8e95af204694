"""Keep the rooms' passports, how their lines were and what their checks have found, for some time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from server.data import ageing
from server.data.database import Database
from server.data.models import LineRecord, RoomCheck
from server.library.rules import Retention
from server.tasks import repeat


class PassportKeeping:
    """`clock` returns Unix milliseconds."""

    def __init__(self, database: Database, rule: Retention, clock: Callable[[], int]) -> None:
        self._database = database
        self._rule = rule
        self._clock = clock

    async def run(self, stopping: asyncio.Event) -> None:
        """A round now and then, until `stopping`; what fails is tried again with the next."""
        pause = self._rule.sweep_minutes * 60
        await repeat(self.round, stopping, pause, pause, "look through passports")

    async def round(self) -> None:
        """Delete what is past its time. Raises the database's errors."""
        before = self._clock() - self._rule.passport_ms
        await ageing.forget(self._database, LineRecord, LineRecord.began_at < before)
        await ageing.forget(self._database, RoomCheck, RoomCheck.at < before)
