"""The trash can of recordings."""

from __future__ import annotations

from collections.abc import Callable

from server.auth.rights import Act
from server.data.models import Resource
from server.library import trash
from server.web.admission import admitted
from server.web.errors import ApiError
from server.web.noting import note
from server.web.paging import PAGE_QUERY, page_of, pages_of
from server.web.publication import tell_rooms
from server.web.publicationshapes import TrashLine, TrashPage
from server.web.routes import Call, Route
from server.web.shapes import Nothing

PAGE = 50


async def put_into_trash(call: Call) -> Nothing:
    """Nobody can watch it from now on; it can be restored for some time. Once more does nothing."""
    found = await admitted(call, Act.TRASH)
    if found.recording.state == "recording":
        raise ApiError("recording_running")
    if found.resource.trashed_at is None:
        await _move(call, found.resource, trash.put_in, "trash_recording")
    return Nothing()


async def restore(call: Call) -> Nothing:
    """Take it out of the trash; it is published as it was before."""
    found = await admitted(call, Act.TRASH)
    if found.resource.trashed_at is not None:
        await _move(call, found.resource, trash.take_out, "restore_recording")
    return Nothing()


async def list_trash(call: Call) -> TrashPage:
    """What the person may take out again."""
    page = page_of(call)
    async with call.context.database.session() as session:
        total, found = await trash.page(session, call.person, (page - 1) * PAGE, PAGE)
    keeping_ms = call.context.settings.retention.trash_ms
    entries = [_trash_line(resource, keeping_ms) for resource in found]
    return TrashPage(total=total, page=page, pages=pages_of(total, PAGE), entries=entries)


async def _move(call: Call, resource: Resource, move: Callable[[Resource, int], None], action: str) -> None:
    """Into the trash or out of it: noted, and the rooms that watch the recording learn it."""
    async with call.context.database.session() as session:
        session.add(resource)
        move(resource, call.context.now_ms())
        note(session, call, action, resource.recording_id)
    await tell_rooms(call, resource.recording_id)


def _trash_line(resource: Resource, keeping_ms: int) -> TrashLine:
    assert resource.trashed_at is not None, "it lies in the trash"
    teacher = resource.recording.lesson.teacher
    return TrashLine(
        recording=resource.recording_id,
        title=resource.title,
        subject=resource.subject,
        teacher=teacher.name if teacher else "",
        duration_ms=resource.recording.duration_ms,
        trashed_at=resource.trashed_at,
        removed_after=resource.trashed_at + keeping_ms,
    )


_ERRORS = ("no_such_recording", "recording_removed", "forbidden")
_ONE = "/api/resources/{recording}"

ROUTES = (
    Route(
        "GET",
        "/api/trash",
        list_trash,
        "Recordings in the trash.",
        answer=TrashPage,
        queries=(PAGE_QUERY,),
        errors=("invalid_field",),
    ),
    Route(
        "POST",
        f"{_ONE}/trash",
        put_into_trash,
        "Put the recording into the trash.",
        answer=Nothing,
        errors=(*_ERRORS, "recording_running"),
    ),
    Route(
        "POST",
        f"{_ONE}/restore",
        restore,
        "Take the recording out of the trash.",
        answer=Nothing,
        errors=_ERRORS,
    ),
)
