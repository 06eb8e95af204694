"""Passports of rooms are kept for their time."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.data import ageing
from server.data.database import Database
from server.data.models import Lesson, LineRecord, RoomCheck
from server.library.rules import Retention
from server.live.passportkeeping import PassportKeeping
from server.units import DAY_MS

NOTHING: dict[str, Any] = {"qualities": {}, "paths": {}, "figures": {}}


async def fill(database: Database, days: range) -> None:
    async with database.session() as session:
        session.add(Lesson(id="l", title="", subject="", phase="ended", starts_at=0, ends_at=0, created_at=0))
        await session.flush()
        for day in days:
            at, named = day * DAY_MS, {"name": "", "place": ""}
            line = {"member": "m", "role": "rural", "quality": "good", "began_at": at, "ended_at": at}
            session.add(LineRecord(lesson_id="l", **line, **named, **NOTHING))
            session.add(RoomCheck(id=f"c{day}", verdict="good", at=at, result={}, **named))


async def test_what_is_older_than_its_time_is_deleted_and_nothing_else(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ageing, "BATCH", 2)
    await fill(database, range(10))
    keeping = PassportKeeping(database, Retention(passport_days=3), lambda: 9 * DAY_MS)
    await keeping.round()
    async with database.session() as session:
        left = [
            sorted(await session.scalars(select(column))) for column in (LineRecord.began_at, RoomCheck.at)
        ]
    assert left == [[6 * DAY_MS, 7 * DAY_MS, 8 * DAY_MS, 9 * DAY_MS]] * 2
