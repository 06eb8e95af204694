"""Teachers prepare sets of questions and take them along into lessons."""

from __future__ import annotations

import asyncio

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import questions
from server.data.models import Duty, QuestionSet
from server.questions import template
from server.web.errors import ApiError, language
from server.web.lessons import lesson_for
from server.web.questionshapes import AttachedSets, NewQuestionSet, QuestionSetCard, QuestionSets
from server.web.routes import Call, Query, Route
from server.web.shapes import Nothing

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def list_sets(call: Call) -> QuestionSets:
    """The person's own sets, the one that was changed last first."""
    async with call.context.database.session() as session:
        return QuestionSets(sets=[_card(each) for each in await questions.of_owner(session, _owner(call))])


async def make_set(call: Call) -> QuestionSetCard:
    """Keep a new set."""
    body: NewQuestionSet = call.body
    async with call.context.database.session() as session:
        if len(await questions.of_owner(session, _owner(call))) >= call.context.settings.questions.max_sets:
            raise ApiError("too_many_sets")
        made = QuestionSet(
            owner_id=_owner(call),
            title=body.title,
            questions=_kept(body),
            changed_at=call.context.now_ms(),
        )
        session.add(made)
        await session.flush()
        return _card(made)


async def change_set(call: Call) -> QuestionSetCard:
    """Keep a set as it is now; what was asked of it before stays as it was."""
    body: NewQuestionSet = call.body
    async with call.context.database.session() as session:
        found = await _own(session, call)
        found.title, found.questions, found.changed_at = body.title, _kept(body), call.context.now_ms()
        return _card(found)


async def delete_set(call: Call) -> Nothing:
    """Forget a set."""
    async with call.context.database.session() as session:
        await questions.remove(session, await _own(session, call))
        return Nothing()


async def sets_of_lesson(call: Call) -> QuestionSets:
    """The sets that are at hand in a lesson."""
    lesson = await lesson_for(call, Act.LEAD)
    async with call.context.database.session() as session:
        return QuestionSets(sets=[_card(each) for each in await questions.of_lesson(session, lesson.id)])


async def attach_sets(call: Call) -> QuestionSets:
    """Have exactly these of one's own sets at hand, and those that were there already."""
    lesson = await lesson_for(call, Act.LEAD)
    body: AttachedSets = call.body
    async with call.context.database.session() as session:
        there = {each.id for each in await questions.of_lesson(session, lesson.id)}
        for wanted in set(body.sets) - there:
            await _one_of_own(session, call, wanted)
        await questions.attach(session, lesson.id, body.sets)
        return QuestionSets(sets=[_card(each) for each in await questions.of_lesson(session, lesson.id)])


async def send_template(call: Call) -> web.Response:
    """The workbook to fill in, in the language that is asked for, else in that of the request."""
    asked = call.request.query.get("language")
    spoken = next((each for each in template.TEMPLATES if each == asked), language(call.request))
    headers = {"Content-Type": _XLSX, "Content-Disposition": 'attachment; filename="tongke-questions.xlsx"'}
    return web.Response(body=await asyncio.to_thread(template.written, spoken), headers=headers)


def _owner(call: Call) -> str:
    """Whose sets are meant; an operator is nobody who teaches."""
    if call.person.user is None or not call.person.has(Duty.TEACHER, Duty.ASSISTANT, Duty.ADMINISTRATOR):
        raise ApiError("forbidden")
    return call.person.user.id


async def _own(session: AsyncSession, call: Call) -> QuestionSet:
    return await _one_of_own(session, call, call.part("set"))


async def _one_of_own(session: AsyncSession, call: Call, set_id: str) -> QuestionSet:
    found = await questions.by_id(session, set_id)
    if found is None or found.owner_id != _owner(call):
        raise ApiError("no_such_question_set")
    return found


def _kept(body: NewQuestionSet) -> list[dict[str, object]]:
    return [question.model_dump(mode="json") for question in body.questions]


def _card(found: QuestionSet) -> QuestionSetCard:
    return QuestionSetCard.model_validate(
        {"id": found.id, "title": found.title, "changed_at": found.changed_at, "questions": found.questions}
    )


_SET = ("forbidden", "no_such_question_set")
_LESSON = ("no_such_lesson", "forbidden")

ROUTES = (
    Route(
        "GET",
        "/api/question-sets",
        list_sets,
        "One's own sets of questions.",
        answer=QuestionSets,
        errors=("forbidden",),
    ),
    Route(
        "POST",
        "/api/question-sets",
        make_set,
        "Keep a new set of questions.",
        body=NewQuestionSet,
        answer=QuestionSetCard,
        status=201,
        errors=("forbidden", "too_many_sets"),
    ),
    Route(
        "GET",
        "/api/question-sets/template.xlsx",
        send_template,
        "A workbook to write questions in, which pages read.",
        media=_XLSX,
        queries=(Query("language", "zh-CN or en; the request's without", "^(zh-CN|en)$"),),
    ),
    Route(
        "PUT",
        "/api/question-sets/{set}",
        change_set,
        "Change a set of questions as a whole.",
        body=NewQuestionSet,
        answer=QuestionSetCard,
        errors=_SET,
    ),
    Route(
        "DELETE",
        "/api/question-sets/{set}",
        delete_set,
        "Forget a set of questions.",
        answer=Nothing,
        errors=_SET,
    ),
    Route(
        "GET",
        "/api/lessons/{lesson}/question-sets",
        sets_of_lesson,
        "The sets of questions that are at hand in a lesson.",
        answer=QuestionSets,
        errors=_LESSON,
    ),
    Route(
        "PUT",
        "/api/lessons/{lesson}/question-sets",
        attach_sets,
        "Have these sets of questions at hand in a lesson.",
        body=AttachedSets,
        answer=QuestionSets,
        errors=(*_LESSON, "no_such_question_set"),
    ),
)
