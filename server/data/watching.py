"""Recordings that lessons watch together, whom they ask to come, and where viewers were, in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.inserting import insert
from server.data.models import AskedPerson, WatchedPlace, WatchedRecording


async def of_lesson(session: AsyncSession, lesson_id: str) -> Sequence[WatchedRecording]:
    """What the lesson may watch, in the order in which it was brought."""
    query = select(WatchedRecording).where(WatchedRecording.lesson_id == lesson_id)
    found = await session.scalars(query.order_by(WatchedRecording.added_at, WatchedRecording.recording_id))
    return found.all()


async def one(session: AsyncSession, lesson_id: str, recording_id: str) -> WatchedRecording | None:
    return await session.get(WatchedRecording, (lesson_id, recording_id))


async def bring(session: AsyncSession, brought: WatchedRecording) -> None:
    """Let the lesson watch it; one that it has already is from now on shown on this person's word."""
    await session.merge(brought)


async def take_away(session: AsyncSession, lesson_id: str, recording_id: str) -> None:
    found = await one(session, lesson_id, recording_id)
    if found is not None:
        await session.delete(found)


async def lessons_with(session: AsyncSession, recording_id: str) -> Sequence[str]:
    """Ids of the lessons that have watched the recording or may."""
    query = select(WatchedRecording.lesson_id).where(WatchedRecording.recording_id == recording_id)
    return (await session.scalars(query)).all()


def ask(session: AsyncSession, lesson_id: str, user_ids: Iterable[str]) -> None:
    """Ask people into a new lesson."""
    session.add_all(AskedPerson(lesson_id=lesson_id, user_id=user) for user in set(user_ids))


async def asked_into(session: AsyncSession, user_id: str) -> frozenset[str]:
    """Ids of the lessons into which somebody was asked by name."""
    query = select(AskedPerson.lesson_id).where(AskedPerson.user_id == user_id)
    return frozenset(await session.scalars(query))


async def keep_place(session: AsyncSession, place: WatchedPlace) -> None:
    """Remember where somebody is in a recording, in place of what was remembered before."""
    # Two of the person's devices may open it at the same moment.
    where = {"position_ms": place.position_ms, "at": place.at}
    key = {"user_id": place.user_id, "recording_id": place.recording_id}
    new = insert(session, WatchedPlace).values(**key, **where)
    await session.execute(new.on_conflict_do_update(index_elements=list(key), set_=where))


async def place(session: AsyncSession, user_id: str, recording_id: str) -> WatchedPlace | None:
    return await session.get(WatchedPlace, (user_id, recording_id))
