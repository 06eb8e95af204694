"""Whoever may watch a lesson's recording sees what was shown in the lesson, too."""

from __future__ import annotations

from server.auth.rights import Act
from server.data import lessons
from server.data.models import Lesson
from server.web.admission import admitted
from server.web.clipadmission import HEADER, shows_document
from server.web.errors import ApiError
from server.web.gate import reader_of
from server.web.readers import lesson_to_read
from server.web.routes import Call

#: What somebody is told who has no right to the lesson itself.
_OUTSIDE = ("no_such_lesson", "forbidden")


async def lesson_shown(call: Call) -> Lesson:
    """
    The lesson of the path, for whoever may read it or watch its recording; the route's access is `VIEWER`.

    Raises `ApiError` as `lesson_to_read`, and `not_signed_in`.
    """
    if HEADER in call.request.headers:
        return await _by_link(call)
    if call.visitor is None and not reader_of(call.request):
        return await _by_recording(call, ApiError("not_signed_in"))
    try:
        return await lesson_to_read(call)
    except ApiError as refused:
        if call.visitor is None or refused.code not in _OUTSIDE:
            raise
        return await _by_recording(call, refused)


async def watches(call: Call, lesson: Lesson) -> bool:
    """Whether whoever asks may watch the lesson's recording, or the clip of it that shows the document."""
    if HEADER in call.request.headers:
        return True
    if lesson.recording is None:
        return False
    try:
        await admitted(call, Act.WATCH, lesson.recording.id)
    except ApiError:
        return False
    return True


async def _by_link(call: Call) -> Lesson:
    async with call.context.database.session() as session:
        lesson = await lessons.by_id(session, call.part("lesson"))
    if lesson is None or not await shows_document(call, lesson.id, call.part("document")):
        raise ApiError("no_such_lesson")
    return lesson


async def _by_recording(call: Call, otherwise: ApiError) -> Lesson:
    async with call.context.database.session() as session:
        lesson = await lessons.by_id(session, call.part("lesson"))
    if lesson is None or not await watches(call, lesson):
        raise otherwise
    return lesson
