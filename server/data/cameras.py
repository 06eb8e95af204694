"""The registered cameras in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from server.data.models import Camera, Classroom, Lesson


async def every(session: AsyncSession) -> Sequence[Camera]:
    """All cameras with their classrooms and schools, by name."""
    query = select(Camera).order_by(Camera.name, Camera.id)
    return (await session.scalars(query.options(_place()))).all()


async def by_id(session: AsyncSession, camera_id: str) -> Camera | None:
    """One camera with its classroom and school."""
    query = select(Camera).where(Camera.id == camera_id).options(_place())
    return (await session.scalars(query)).one_or_none()


async def of_kind(session: AsyncSession, classroom_id: str, kind: str) -> Camera | None:
    """A classroom's camera or board camera."""
    query = select(Camera).where(Camera.classroom_id == classroom_id, Camera.kind == kind)
    return (await session.scalars(query)).one_or_none()


async def of_lesson(session: AsyncSession, lesson: Lesson) -> Sequence[Camera]:
    """The cameras of every classroom that takes part, the master's too."""
    classrooms = {place.classroom_id for place in lesson.places} | {lesson.master_classroom_id}
    query = select(Camera).where(Camera.classroom_id.in_(classrooms - {None})).order_by(Camera.id)
    return (await session.scalars(query)).all()


def _place() -> ORMOption:
    return selectinload(Camera.classroom).selectinload(Classroom.school)
