"""The analysis of a recorded lesson, on the page and as a workbook."""

from __future__ import annotations

import asyncio

from aiohttp import web

from server.auth.rights import Act
from server.data import answers as stored
from server.library.analysis.answers import Answered, by_place
from server.library.analysis.report import Analysis, Material, analyse
from server.library.analysis.workbook import written
from server.web.admission import Admission, admitted
from server.web.attachment import attachment
from server.web.errors import language
from server.web.gate import Access
from server.web.lessoncues import course_of
from server.web.levels import read_traces
from server.web.noting import note
from server.web.routes import Call, Route

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def show_analysis(call: Call) -> Analysis:
    """Facts of the lesson, as far as what they are made of is served to whoever asks."""
    return await _analysis(call, await admitted(call))


async def send_workbook(call: Call) -> web.Response:
    """The same as a workbook, in the language of the request."""
    found = await admitted(call, Act.EXPORT)
    made = await _analysis(call, found)
    async with call.context.database.session() as session:
        note(session, call, "export_analysis", found.recording.id)
    data = await asyncio.to_thread(written, made, language(call.request))
    headers = {
        "Content-Type": _XLSX,
        "Content-Disposition": attachment(f"{found.resource.title}.xlsx"),
        "Cache-Control": "private, no-store",
    }
    return web.Response(body=data, headers=headers)


async def _analysis(call: Call, found: Admission) -> Analysis:
    course = await course_of(call, found)
    read = await read_traces(call, found)
    answers = None if found.view.by_publication else await _answers(call, found.recording.lesson_id)
    return await asyncio.to_thread(
        lambda: analyse(
            Material(
                recording=found.recording.id,
                title=found.resource.title or course.stored.facts.title,
                duration_ms=read.duration_ms,
                sounds=read.sounds,
                course=course.steps(),
                answers=answers,
                all_heard=found.view.classroom_sound,
            )
        )
    )


async def _answers(call: Call, lesson_id: str) -> dict[str, Answered]:
    async with call.context.database.session() as session:
        return by_place(await stored.asked(session, lesson_id), await stored.votes(session, lesson_id))


_PATH = "/api/recordings/{recording}/analysis"

ROUTES = (
    Route(
        "GET",
        _PATH,
        show_analysis,
        "Who talked, S-T and Rt-Ch, turns, waits and answers.",
        access=Access.VIEWER,
        answer=Analysis,
        errors=("no_such_recording",),
    ),
    Route(
        "GET",
        f"{_PATH}.xlsx",
        send_workbook,
        "The same as a workbook.",
        media=_XLSX,
        errors=("no_such_recording", "forbidden"),
    ),
)
