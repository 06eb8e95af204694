"""Questions and answers in both databases: kept once, in their order, and gone with the lesson."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from server.data import answers, lessons
from server.data.database import Database
from server.data.models import Lesson
from signaling.tools.questions.state import Question, QuestionKind
from signaling.tools.questions.vote import Vote, Way

QUESTION = Question(id="q3", kind=QuestionKind.SINGLE, options=["圆", ""], opens_at=1000)
VOTES = [
    Vote(
        "k1", "q3", "k7", Way.PHONE, ("A",), seat=12, name="小敏", pressed_at=1500, uncertainty_ms=9, at=1600
    ),
    Vote("k2", "q3", "k7", Way.HANDS, counts={"A": 21}, pressed_at=1700, at=1700),
]


@pytest.fixture
async def lesson(database: Database) -> str:
    made = Lesson(title="荷塘月色", subject="", starts_at=0, ends_at=1000, created_at=0)
    async with database.session() as session:
        return (await lessons.add(session, made, [])).id


async def test_storing_again_after_a_doubtful_answer_changes_nothing(database: Database, lesson: str) -> None:
    for _ in range(2):
        async with database.session() as session:
            await answers.ask(session, lesson, QUESTION, ["A"], 1000)
            await answers.append(session, lesson, VOTES)
    async with database.session() as session:
        assert await answers.votes(session, lesson, "q3") == VOTES
        (asked,) = await answers.asked(session, lesson)
        assert (Question.model_validate(asked.question), asked.answer) == (QUESTION, ["A"])


async def test_a_question_without_a_right_answer_has_none(database: Database, lesson: str) -> None:
    async with database.session() as session:
        await answers.ask(session, lesson, QUESTION, None, 1000)
    async with database.session() as session:
        assert (await answers.asked(session, lesson))[0].answer is None


async def test_what_pupils_have_answered_is_gone_with_the_lesson(database: Database, lesson: str) -> None:
    async with database.session() as session:
        await answers.ask(session, lesson, QUESTION, ["A"], 1000)
        await answers.append(session, lesson, VOTES)
    async with database.session() as session:
        await session.execute(delete(Lesson).where(Lesson.id == lesson))
    async with database.session() as session:
        assert await answers.votes(session, lesson) == []
        assert list(await answers.asked(session, lesson)) == []
