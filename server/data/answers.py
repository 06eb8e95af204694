"""The questions that were asked in lessons and the answers that counted: facts that are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.inserting import insert
from server.data.models import AskedQuestion, GivenAnswer
from server.data.models.base import Base
from signaling.tools.questions.state import Question
from signaling.tools.questions.vote import Vote, Way


async def ask(
    session: AsyncSession, lesson_id: str, question: Question, answer: list[str] | None, at: int
) -> None:
    """Store a question; one that is stored already is passed over, so that a retry is safe."""
    row: dict[str, object] = {
        "lesson_id": lesson_id,
        "name": question.id,
        "question": question.model_dump(mode="json"),
        "answer": answer,
        "at": at,
    }
    await _insert(session, AskedQuestion, [row])


async def append(session: AsyncSession, lesson_id: str, votes: Iterable[Vote]) -> None:
    """Store votes; those whose keys are stored already are passed over, so that a retry is safe."""
    await _insert(session, GivenAnswer, [_row(lesson_id, vote) for vote in votes])


async def asked(session: AsyncSession, lesson_id: str) -> Sequence[AskedQuestion]:
    """All questions of a lesson, the first one first."""
    query = select(AskedQuestion).where(AskedQuestion.lesson_id == lesson_id)
    return (await session.scalars(query.order_by(AskedQuestion.at, AskedQuestion.name))).all()


async def votes(session: AsyncSession, lesson_id: str, question: str | None = None) -> list[Vote]:
    """The votes on one question of a lesson, or on all, in the order of their arrival."""
    query = select(GivenAnswer).where(GivenAnswer.lesson_id == lesson_id).order_by(GivenAnswer.id)
    if question is not None:
        query = query.where(GivenAnswer.question == question)
    return [_vote(row) for row in await session.scalars(query)]


async def _insert(session: AsyncSession, table: type[Base], rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    await session.execute(insert(session, table).on_conflict_do_nothing(), rows)


def _row(lesson_id: str, vote: Vote) -> dict[str, object]:
    return {
        "lesson_id": lesson_id,
        "key": vote.key,
        "question": vote.question,
        "place": vote.place,
        "way": vote.way.value,
        "seat": vote.seat,
        "pupil": vote.name,
        "given": list(vote.given),
        "counts": dict(vote.counts),
        "pressed_at": vote.pressed_at,
        "uncertainty_ms": vote.uncertainty_ms,
        "at": vote.at,
    }


def _vote(row: GivenAnswer) -> Vote:
    return Vote(
        key=row.key,
        question=row.question,
        place=row.place,
        way=Way(row.way),
        given=tuple(row.given),
        counts=row.counts,
        seat=row.seat,
        name=row.pupil,
        pressed_at=row.pressed_at,
        uncertainty_ms=row.uncertainty_ms,
        at=row.at,
    )
