"""The right to be forgotten: delete a classroom from a recording for good, and say that it was."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from media.recording.manifest import Removed
from server.data.models import Forgetting, Lesson, Recording
from server.library.copies import Copies, Folders, takes_of

What = Literal["all", "pictures", "pupils_camera"]


async def undone(session: AsyncSession) -> Sequence[Forgetting]:
    """What was begun and not finished, the oldest first, each with its recording and lesson."""
    return (await session.scalars(_with_lesson().where(Forgetting.done_at.is_(None)))).all()


async def of_recording(session: AsyncSession, recording_id: str) -> Sequence[Forgetting]:
    return (await session.scalars(_with_lesson().where(Forgetting.recording_id == recording_id))).all()


async def carry_out(forgetting: Forgetting, folders: Folders, copies: Sequence[Copies]) -> list[str]:
    """
    Delete the takes from all `copies` and the folders; answers the takes' names. May be repeated.

    The folder goes last: as long as it has a take, it is known what must be deleted elsewhere.
    Raises what the copies raise.
    """
    recording = forgetting.recording
    folder = folders.root / recording.lesson_id
    found = await asyncio.to_thread(takes_of, folder, forgetting.member, forgetting.what)
    takes = sorted({*forgetting.takes, *found})
    removed = Removed.model_validate(
        {"at": forgetting.at, "member": forgetting.member, "what": forgetting.what, "takes": takes}
    )
    for place in (*copies, folders):
        await place.forget(recording, removed)
    return takes


def _with_lesson() -> Select[Forgetting]:
    lesson = selectinload(Forgetting.recording).selectinload(Recording.lesson).selectinload(Lesson.places)
    return select(Forgetting).options(lesson).order_by(Forgetting.at, Forgetting.id)
