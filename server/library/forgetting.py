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


async def meant(forgetting: Forgetting, folders: Folders) -> list[str]:
    """The takes that must go: those that are there, and those that an earlier try has begun with."""
    folder = folders.root / forgetting.recording.lesson_id
    found = await asyncio.to_thread(takes_of, folder, forgetting.member, forgetting.what)
    return sorted({*forgetting.takes, *found})


async def carry_out(forgetting: Forgetting, folders: Folders, copies: Sequence[Copies]) -> None:
    """Delete `forgetting.takes` from all copies and the folders; may be repeated, raises what they raise."""
    removed = Removed.model_validate(
        {
            "at": forgetting.at,
            "member": forgetting.member,
            "what": forgetting.what,
            "takes": forgetting.takes,
        }
    )
    for place in (*copies, folders):
        await place.forget(forgetting.recording, removed)


def _with_lesson() -> Select[Forgetting]:
    lesson = selectinload(Forgetting.recording).selectinload(Recording.lesson).selectinload(Lesson.places)
    return select(Forgetting).options(lesson).order_by(Forgetting.at, Forgetting.id)
