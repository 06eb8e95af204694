"""Whoever may watch a lesson's recording, or a clip of it, sees what was shown in it, too."""

from __future__ import annotations

import re
from contextlib import suppress

from server.auth.rights import Act
from server.data import lessons
from server.data.models import Lesson
from server.web.admission import admitted
from server.web.clipadmission import HEADER, content_shown, token_of, tokens_lent
from server.web.errors import ApiError
from server.web.gate import reader_of
from server.web.readers import lesson_to_read
from server.web.routes import Call

#: What somebody is told who has no right to the lesson itself.
_OUTSIDE = ("no_such_lesson", "forbidden")
_PAGE = re.compile(r"page-(\d{4,})(-small)?\.webp")
_FILM = re.compile(r"(clip|poster)\.\w+")


async def lesson_shown(call: Call) -> Lesson:
    """
    The lesson of the path, for whoever may read it or watch its recording, or has a link to a clip of it.

    The route's access is `VIEWER`. Raises `ApiError` as `lesson_to_read`, and `not_signed_in`.
    """
    if HEADER in call.request.headers:
        return await _by_link(call)
    try:
        return await _by_right(call)
    except ApiError as refused:
        lesson = await _lesson(call)
        if lesson is None or not await _is_linked_by_cookie(call, lesson):
            raise refused
        return lesson


async def watches(call: Call, lesson: Lesson) -> bool:
    """Whether whoever asks may watch the lesson's recording, or has a link to a clip that shows the file."""
    if HEADER in call.request.headers:
        return await _is_linked(call, lesson.id, token_of(call))
    return await _watches_recording(call, lesson) or await _is_linked_by_cookie(call, lesson)


async def _by_right(call: Call) -> Lesson:
    if call.visitor is None and not reader_of(call.request):
        return await _by_recording(call, ApiError("not_signed_in"))
    try:
        return await lesson_to_read(call)
    except ApiError as refused:
        if call.visitor is None or refused.code not in _OUTSIDE:
            raise
        return await _by_recording(call, refused)


async def _by_link(call: Call) -> Lesson:
    lesson = await _lesson(call)
    if lesson is None or not await _is_linked(call, lesson.id, token_of(call)):
        raise ApiError("no_such_lesson")
    return lesson


async def _is_linked_by_cookie(call: Call, lesson: Lesson) -> bool:
    """Nobody has asked with a cookie that a clip has left behind: it opens something, or says nothing."""
    for token in tokens_lent(call):
        with suppress(ApiError):
            if await _is_linked(call, lesson.id, token):
                return True
    return False


async def _watches_recording(call: Call, lesson: Lesson) -> bool:
    if lesson.recording is None:
        return False
    try:
        await admitted(call, Act.WATCH, lesson.recording.id)
    except ApiError:
        return False
    return True


async def _is_linked(call: Call, lesson_id: str, token: str) -> bool:
    """Of a document that a clip shows, its pages alone that are seen there, and the words of none."""
    name, seen = call.part("name"), await content_shown(call, lesson_id, token)
    page = _PAGE.fullmatch(name)
    if page is None and not _FILM.fullmatch(name):
        return False
    return (call.part("document"), int(page[1]) if page else None) in seen


async def _by_recording(call: Call, otherwise: ApiError) -> Lesson:
    lesson = await _lesson(call)
    if lesson is None or not await _watches_recording(call, lesson):
        raise otherwise
    return lesson


async def _lesson(call: Call) -> Lesson | None:
    async with call.context.database.session() as session:
        return await lessons.by_id(session, call.part("lesson"))
