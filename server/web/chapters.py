"""The chapters of a recording: computed of its lesson's cues, or written by whoever may edit it."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from server.auth.rights import Act
from server.data import chapters as stored
from server.library.chapters import Chapter, computed
from server.web.admission import Admission, admitted
from server.web.errors import ApiError
from server.web.factshapes import Chapters, NewChapters
from server.web.gate import Access
from server.web.lessoncues import course_of
from server.web.noting import note
from server.web.routes import Call, Route


async def show_chapters(call: Call) -> Chapters:
    """Those made by hand, if there are any, else those that the lesson's cues give."""
    found = await admitted(call)
    async with call.context.database.session() as session:
        row = await stored.of_recording(session, found.recording.id)
    if row is not None:
        return Chapters(by_hand=True, chapters=[Chapter.model_validate(each) for each in row.chapters])
    return Chapters(by_hand=False, chapters=await _computed(call, found))


async def put_chapters(call: Call) -> Chapters:
    """Replace the chapters, in the order of the lesson."""
    found = await admitted(call, Act.EDIT)
    body: NewChapters = call.body
    chapters = sorted(body.chapters, key=lambda chapter: chapter.at_ms)
    if any(one.at_ms == other.at_ms for one, other in pairwise(chapters)):
        raise ApiError("invalid_field", "chapters: two begin at once")
    async with call.context.database.session() as session:
        rows = [chapter.model_dump(mode="json") for chapter in chapters]
        now = call.context.now_ms()
        await stored.keep(session, found.recording.id, rows, by=call.person.actor, at=now)
        note(session, call, "edit_chapters", found.recording.id)
    return await show_chapters(call)


async def _computed(call: Call, found: Admission) -> list[Chapter]:
    course = await course_of(call, found)
    duration_ms = found.recording.duration_ms or call.context.now_ms() - found.recording.started_at
    return await asyncio.to_thread(lambda: computed(course.steps(), duration_ms))


_PATH = "/api/recordings/{recording}/chapters"

ROUTES = (
    Route(
        "GET",
        _PATH,
        show_chapters,
        "The chapters, computed or made by hand.",
        access=Access.VIEWER,
        answer=Chapters,
        errors=("no_such_recording",),
    ),
    Route(
        "PUT",
        _PATH,
        put_chapters,
        "Replace the chapters; an empty list gives back those that are computed.",
        body=NewChapters,
        answer=Chapters,
        errors=("no_such_recording", "forbidden"),
    ),
)
