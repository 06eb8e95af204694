"""Jobs in the database: the queue's truth, from which a restarted process goes on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Job

ENDED = ("done", "failed", "cancelled")


async def waiting(session: AsyncSession) -> Sequence[tuple[str, str]]:
    """Ids and kinds of the jobs that nobody has begun, oldest first."""
    query = select(Job.id, Job.kind).where(Job.state == "waiting").order_by(Job.created_at, Job.id)
    return [(id, kind) for id, kind in (await session.execute(query)).all()]


async def running(session: AsyncSession) -> Sequence[Job]:
    """What somebody had begun when the process that did it ended."""
    return (await session.scalars(select(Job).where(Job.state == "running"))).all()


async def claim(session: AsyncSession, job_id: str, now: int) -> Job | None:
    """Begin a job that waits; None when somebody else has, or it was cancelled."""
    begun = (
        update(Job)
        .where(Job.id == job_id, Job.state == "waiting")
        .values(state="running", attempts=Job.attempts + 1, started_at=now)
    )
    result = await session.execute(begun)
    assert isinstance(result, CursorResult)
    return await session.get(Job, job_id) if result.rowcount else None


async def newest(session: AsyncSession, kind: str, subjects: Collection[str]) -> dict[str, Job]:
    """The newest job of that kind about each of these subjects."""
    query = select(Job).where(Job.kind == kind, Job.subject.in_(subjects)).order_by(Job.created_at, Job.id)
    return {job.subject: job for job in await session.scalars(query)}


async def about(session: AsyncSession, kind: str, subject: str) -> Sequence[Job]:
    """Every job of that kind about a subject, newest first."""
    query = select(Job).where(Job.kind == kind, Job.subject == subject)
    return (await session.scalars(query.order_by(Job.created_at.desc(), Job.id))).all()


async def by_ids(session: AsyncSession, ids: Collection[str]) -> Sequence[Job]:
    """Those of these jobs that there are."""
    return (await session.scalars(select(Job).where(Job.id.in_(ids)))).all()


async def ended_last(session: AsyncSession, kind: str, most: int) -> Sequence[Job]:
    """The jobs of that kind that were done, the last one first."""
    query = select(Job).where(Job.kind == kind, Job.state == "done")
    return (await session.scalars(query.order_by(Job.created_at.desc()).limit(most))).all()


async def not_ended(session: AsyncSession, kind: str) -> Sequence[Job]:
    """The jobs of that kind that wait or run, oldest first."""
    query = select(Job).where(Job.kind == kind, Job.state.in_(("waiting", "running")))
    return (await session.scalars(query.order_by(Job.created_at, Job.id))).all()


async def forget(session: AsyncSession, job_id: str) -> None:
    """Remove the row of a job that has ended."""
    await session.execute(delete(Job).where(Job.id == job_id, Job.state.in_(ENDED)))


async def ordered_by(session: AsyncSession, actor: str | None, most: int) -> Sequence[Job]:
    """The newest jobs that somebody has ordered; for `None` those of everybody that are not done."""
    query = select(Job).order_by(Job.created_at.desc(), Job.id).limit(most)
    query = query.where(Job.by == actor) if actor is not None else query.where(Job.state != "done")
    return (await session.scalars(query)).all()
