"""Pupils answer on their own phones: they come in by a link, see the question, post their answers."""

from __future__ import annotations

import asyncio

from aiohttp import web

from server.conductor import Conductor
from server.questions.board import PupilView
from server.questions.passes import Pupil
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.live import LIVE
from server.web.pupilshapes import ClockReading, Counted, Entering, PupilAnswer, PupilPass
from server.web.routes import Call, Route
from server.web.seated import Seated, link_of, place_name, room_of, seated_by, sit
from signaling.room.phones import PhonesConnected
from signaling.tools.questions.vote import Vote, Way

#: How often it is looked whether a phone is still there; it is noticed at once only when something is sent.
LOOK_S = 3.0
#: Proxies close a stream on which nothing comes for a minute; some phones are gone without a word.
LOOKS_PER_BEAT = 5
#: A phone that takes no byte for so long is gone.
STALLED_S = 30.0


async def enter(call: Call) -> PupilPass:
    """Sit down: a link or a code, and the seat."""
    body: Entering = call.body
    live, now = call.request.app[LIVE], call.context.now_ms()
    link = link_of(call, live, body, now)
    conductor = room_of(live, link.lesson)
    place = place_name(conductor.room.state, link.place)
    if place is None:
        raise ApiError("link_invalid")
    if not 1 <= body.seat <= live.desk.settings.seats:
        raise ApiError("no_such_seat")
    pupil = Pupil(link.lesson, link.place, body.seat, body.device, " ".join(body.name.split()))
    sit(conductor, pupil, now, anew=True)
    return PupilPass(
        token=live.desk.passes.sign(pupil, now),
        alias=live.desk.passes.alias(link.lesson, link.place, body.seat),
        lesson=link.lesson,
        title=conductor.room.state.lesson.title,
        place=place,
        seat=body.seat,
        server_time=now,
    )


async def read_clock(call: Call) -> ClockReading:
    """The server's time; nothing is asked of whoever wants to know it."""
    return ClockReading(server_time=call.context.now_ms())


async def view(call: Call) -> web.Response:
    """What the phone draws now, for those whose network lets no stream through."""
    seated = seated_by(call)
    text = seated.conductor.pupils.text(seated.conductor.room.state)
    return web.json_response(text=text)


async def stream(call: Call) -> web.StreamResponse:
    """What the phone draws, as it changes (server-sent events)."""
    seated = seated_by(call)
    headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    response = web.StreamResponse(headers=headers)
    seated.sitting.streams += 1
    seated.sitting.newest += 1
    try:
        await response.prepare(call.request)
        _note_phones(call, seated.conductor)
        await _show(seated, call.request, response)
    except (ConnectionResetError, TimeoutError):
        # The phone is gone, or takes nothing any more.
        pass
    finally:
        seated.sitting.streams -= 1
        _note_phones(call, seated.conductor)
    return response


async def answer(call: Call) -> Counted:
    """Post one press; repeating it does no harm."""
    seated, body, now = seated_by(call), call.body, call.context.now_ms()
    pupil = seated.pupil
    vote = Vote(
        key=f"{pupil.place}/{pupil.seat}/{body.key}",
        question=body.question,
        place=pupil.place,
        way=Way.PHONE,
        given=tuple(body.given),
        seat=pupil.seat,
        name=pupil.name,
        pressed_at=body.pressed_at,
        uncertainty_ms=body.uncertainty_ms,
        at=now,
    )
    code, commands = seated.conductor.room.from_phones(vote, now)
    seated.conductor.carry_out(commands)
    if code is not None:
        raise ApiError(code)
    return Counted()


async def _show(seated: Seated, request: web.Request, response: web.StreamResponse) -> None:
    board, shown, quiet = seated.conductor.pupils, "", 0
    number = seated.sitting.newest
    while _goes_on(seated, request, number):
        text = board.text(seated.conductor.room.state)
        quiet = quiet + 1 if text == shown else 0
        if text != shown or quiet % LOOKS_PER_BEAT == 0:
            async with asyncio.timeout(STALLED_S):
                await response.write(f"data: {text}\n\n".encode() if text != shown else b": \n\n")
        shown = text
        if board.is_closed:
            return
        await board.changed(LOOK_S)


def _goes_on(seated: Seated, request: web.Request, number: int) -> bool:
    """The phone is there, has its seat, and has opened no newer stream."""
    sitting, pupil = seated.sitting, seated.pupil
    has_seat = seated.conductor.pupils.seats.has(pupil.place, pupil.seat, sitting)
    return request.transport is not None and has_seat and sitting.newest == number


def _note_phones(call: Call, conductor: Conductor) -> None:
    connected = PhonesConnected(conductor.pupils.seats.connected())
    conductor.carry_out(conductor.room.from_phones(connected, call.context.now_ms())[1])


_PASS = ("pass_invalid", "pass_expired", "lesson_not_open", "seat_taken", "seat_released", "slow_down")

ROUTES = (
    Route(
        "POST",
        "/api/answering/enter",
        enter,
        "A pupil sits down with a phone, by a link or a code.",
        Access.ANYBODY,
        body=Entering,
        answer=PupilPass,
        errors=(
            "link_invalid",
            "link_expired",
            "no_such_answer_code",
            "lesson_not_open",
            "no_such_seat",
            "seat_taken",
            "too_many_phones",
            "slow_down",
        ),
    ),
    Route(
        "GET",
        "/api/answering/clock",
        read_clock,
        "The server's time, for a phone that measures its clock.",
        Access.ANYBODY,
        answer=ClockReading,
    ),
    Route(
        "GET",
        "/api/answering/view",
        view,
        "What a pupil's phone draws now.",
        Access.ANYBODY,
        answer=PupilView,
        errors=_PASS,
    ),
    Route(
        "GET",
        "/api/answering/stream",
        stream,
        "What a pupil's phone draws, as it changes.",
        Access.ANYBODY,
        media="text/event-stream",
        errors=_PASS,
    ),
    Route(
        "POST",
        "/api/answering/answers",
        answer,
        "A pupil's answer.",
        Access.ANYBODY,
        body=PupilAnswer,
        answer=Counted,
        errors=(*_PASS, "question_closed", "no_such_question", "bad_answer", "answer_final", "too_early"),
    ),
)
