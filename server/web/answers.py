"""What a lesson's teacher reads of its questions: how classrooms answered, and who answered what."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import answers, audit
from server.data.models import Lesson
from server.questions.results import is_right, standing, table, tallies
from server.web.errors import ApiError
from server.web.lessons import lesson_for
from server.web.live import LIVE
from server.web.noting import note
from server.web.questionshapes import (
    AskedCard,
    AskedQuestions,
    FreedSeat,
    SeatAnswer,
    SeatAnswers,
    TakenSeat,
    TakenSeats,
)
from server.web.routes import Call, Route
from server.web.shapes import Nothing
from signaling.tools.questions.state import MASTER_PLACE, Question


async def list_questions(call: Call) -> AskedQuestions:
    """Every question of a lesson, with how each place has answered it."""
    lesson = await lesson_for(call, Act.LEAD)
    async with call.context.database.session() as session:
        votes = await answers.votes(session, lesson.id)
        asked = await answers.asked(session, lesson.id)
    cards = [
        AskedCard(
            question=Question.model_validate(each.question),
            answer=each.answer,
            tallies=tallies(each, [vote for vote in votes if vote.question == each.name]),
        )
        for each in asked
    ]
    return AskedQuestions(questions=cards)


async def list_answers(call: Call) -> SeatAnswers:
    """Who has answered what to one question; the first look of a sign-in is written into the audit."""
    lesson = await lesson_for(call, Act.LEAD)
    name = call.part("question")
    async with call.context.database.session() as session:
        asked = next((each for each in await answers.asked(session, lesson.id) if each.name == name), None)
        if asked is None:
            raise ApiError("no_such_question")
        await _note_look(session, call, lesson)
        stand = standing(asked, await answers.votes(session, lesson.id, name))
    names = _place_names(lesson)
    found = [
        SeatAnswer(
            place=vote.place,
            place_name=names.get(vote.place, ""),
            way=vote.way.value,
            seat=vote.seat,
            name=vote.name,
            given=list(vote.given),
            counts=dict(vote.counts),
            pressed_at=vote.pressed_at,
            right=is_right(asked, vote),
        )
        for vote in stand
    ]
    return SeatAnswers(answers=found)


async def download_table(call: Call) -> web.Response:
    """All answers of a lesson as a sheet."""
    lesson = await lesson_for(call, Act.LEAD)
    async with call.context.database.session() as session:
        await _note_look(session, call, lesson)
        asked, votes = await answers.asked(session, lesson.id), await answers.votes(session, lesson.id)
    text = table(asked, votes, _place_names(lesson))
    disposition = f'attachment; filename="answers-{lesson.id}.csv"'
    headers = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": disposition}
    return web.Response(body=text.encode(), headers=headers)


async def list_seats(call: Call) -> TakenSeats:
    """The seats that pupils have said they sit at, in a lesson that is open."""
    lesson = await lesson_for(call, Act.LEAD)
    conductor = call.request.app[LIVE].rooms.rooms.get(lesson.id)
    taken = conductor.pupils.seats.taken() if conductor is not None else []
    names = _place_names(lesson)
    return TakenSeats(
        seats=[
            TakenSeat(place=place, place_name=names.get(place, ""), seat=seat, connected=connected)
            for place, seat, connected in taken
        ]
    )


async def free_seat(call: Call) -> Nothing:
    """Let somebody else sit down there; the phone that had the seat has to say anew where it is."""
    lesson = await lesson_for(call, Act.LEAD)
    body: FreedSeat = call.body
    conductor = call.request.app[LIVE].rooms.rooms.get(lesson.id)
    if conductor is not None and conductor.pupils.seats.release(body.place, body.seat):
        conductor.pupils.tell()
    return Nothing()


async def _note_look(session: AsyncSession, call: Call, lesson: Lesson) -> None:
    """Once for each sign-in and lesson; an operator's every look."""
    sign_in = call.person.sign_in
    if sign_in is None or not await audit.has_viewed(session, sign_in.id, "view_answers", lesson.id):
        note(session, call, "view_answers", lesson.id)


def _place_names(lesson: Lesson) -> dict[str, str]:
    rural = {
        place.classroom_id: f"{place.classroom.school.name} {place.classroom.name}" for place in lesson.places
    }
    master = f"{lesson.master.school.name} {lesson.master.name}" if lesson.master else ""
    return {**rural, MASTER_PLACE: master}


_ERRORS = ("no_such_lesson", "forbidden")

ROUTES = (
    Route(
        "GET",
        "/api/lessons/{lesson}/questions",
        list_questions,
        "The questions of a lesson and how its classrooms have answered.",
        answer=AskedQuestions,
        errors=_ERRORS,
    ),
    Route(
        "GET",
        "/api/lessons/{lesson}/questions/{question}/answers",
        list_answers,
        "Who has answered what to one question.",
        answer=SeatAnswers,
        errors=(*_ERRORS, "no_such_question"),
    ),
    Route(
        "GET",
        "/api/lessons/{lesson}/answers.csv",
        download_table,
        "All answers of a lesson as a table.",
        media="text/csv",
        errors=_ERRORS,
    ),
    Route(
        "GET",
        "/api/lessons/{lesson}/seats",
        list_seats,
        "The seats that pupils have taken with their phones.",
        answer=TakenSeats,
        errors=_ERRORS,
    ),
    Route(
        "POST",
        "/api/lessons/{lesson}/seats/free",
        free_seat,
        "Free a seat that somebody has taken with a phone.",
        body=FreedSeat,
        answer=Nothing,
        errors=_ERRORS,
    ),
)
