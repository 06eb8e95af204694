"""Prepared questions in the database: a teacher's sets, and which of them are at hand in a lesson."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import LessonQuestionSet, QuestionSet


async def of_owner(session: AsyncSession, owner_id: str) -> Sequence[QuestionSet]:
    """A teacher's sets, the one that was changed last first."""
    query = select(QuestionSet).where(QuestionSet.owner_id == owner_id)
    return (await session.scalars(query.order_by(QuestionSet.changed_at.desc(), QuestionSet.id))).all()


async def by_id(session: AsyncSession, set_id: str) -> QuestionSet | None:
    return await session.get(QuestionSet, set_id)


async def remove(session: AsyncSession, found: QuestionSet) -> None:
    """Delete a set, also from the lessons it is at hand in; what was asked of it stays."""
    await session.execute(delete(LessonQuestionSet).where(LessonQuestionSet.set_id == found.id))
    await session.delete(found)


async def of_lesson(session: AsyncSession, lesson_id: str) -> Sequence[QuestionSet]:
    """The sets that are at hand in a lesson, in their order."""
    query = select(LessonQuestionSet).where(LessonQuestionSet.lesson_id == lesson_id)
    query = query.options(selectinload(LessonQuestionSet.set)).order_by(LessonQuestionSet.position)
    return [each.set for each in await session.scalars(query)]


async def attach(session: AsyncSession, lesson_id: str, set_ids: Sequence[str]) -> None:
    """Have exactly these sets at hand in a lesson, in this order."""
    await session.execute(delete(LessonQuestionSet).where(LessonQuestionSet.lesson_id == lesson_id))
    for position, set_id in enumerate(dict.fromkeys(set_ids)):
        session.add(LessonQuestionSet(lesson_id=lesson_id, set_id=set_id, position=position))
    await session.flush()
