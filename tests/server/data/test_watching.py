"""Where somebody was in a recording, as several devices say it."""

from __future__ import annotations

import asyncio

from server.data import lessons, recordings, watching
from server.data.database import Database
from server.data.models import Lesson, User, WatchedPlace


async def test_two_devices_of_one_person_may_open_a_recording_at_the_same_moment(database: Database) -> None:
    lesson = Lesson(title="荷塘月色", subject="语文", starts_at=1, ends_at=2, created_at=0)
    async with database.session() as session:
        session.add(user := User(login="li", name="李文静", password_hash="", created_at=0))
        await lessons.add(session, lesson, ())
        recording = await recordings.begin(session, lesson.id, 1)

    async def say(at: int) -> None:
        async with database.session() as session:
            place = WatchedPlace(user_id=user.id, recording_id=recording.id, position_ms=at, at=at)
            await watching.keep_place(session, place)

    await asyncio.gather(*map(say, range(4)))
    await say(7)
    async with database.session() as session:
        left = await watching.place(session, user.id, recording.id)
    assert left is not None and left.position_ms == 7
