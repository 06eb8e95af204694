"""Files beside a recording: the lesson plan and what goes with it, brought, listed and downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from aiohttp import web

from server.auth.rights import Act
from server.data import attachments, people
from server.data.ids import new_id
from server.data.models import Attachment, Recording
from server.library import attachments as files
from server.web.admission import Admission, admitted
from server.web.arriving import arriving
from server.web.attachment import attachment
from server.web.collectionshapes import AttachmentCard, Attachments
from server.web.errors import ApiError
from server.web.noting import note
from server.web.ranged_file import RangedFile
from server.web.routes import Call, Query, Route
from server.web.shapes import Nothing

Kind = Literal["plan", "attachment"]
_STREAM = "application/octet-stream"


async def list_attachments(call: Call) -> Attachments:
    found = await admitted(call)
    return await _listed(call, found)


async def add_attachment(call: Call) -> Attachments:
    """Take a file: `kind` and `name` stand in the address, the body is its bytes."""
    found, settings = await admitted(call, Act.EDIT), call.context.settings.library
    name, kind, type = _announced(call)
    async with call.context.database.session() as session:
        there = await attachments.of_recording(session, found.recording.id)
    if len(there) >= settings.max_attachments:
        raise ApiError("too_many_attachments", str(settings.max_attachments))
    id = new_id()
    size, sha256 = await _received(call, _folder(call, found.recording), id)
    async with call.context.database.session() as session:
        session.add(
            Attachment(
                id=id,
                recording_id=found.recording.id,
                kind=kind,
                name=name,
                type=type,
                bytes=size,
                sha256=sha256,
                by=call.person.actor,
                created_at=call.context.now_ms(),
            )
        )
        note(session, call, "add_attachment", found.recording.id, name=name)
    return await _listed(call, found)


async def remove_attachment(call: Call) -> Nothing:
    found = await admitted(call, Act.EDIT)
    async with call.context.database.session() as session:
        kept = await _one(call, found.recording)
        session.add(kept)
        await session.delete(kept)
        note(session, call, "remove_attachment", found.recording.id, name=kept.name)
    files.path_of(_folder(call, found.recording), kept.id).unlink(missing_ok=True)
    return Nothing()


async def send_attachment(call: Call) -> web.StreamResponse:
    """The file, to be kept and not shown; the download is in the audit."""
    found = await admitted(call)
    kept = await _one(call, found.recording)
    path = files.path_of(_folder(call, found.recording), kept.id)
    if not path.is_file():
        raise ApiError("no_such_attachment")
    async with call.context.database.session() as session:
        note(session, call, "download_attachment", found.recording.id, name=kept.name)
    return RangedFile(
        path,
        headers={
            "Content-Type": kept.type,
            "Content-Disposition": attachment(kept.name),
            "Cache-Control": "private, no-store",
            # Whatever it is, it runs nothing on these pages.
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


async def _listed(call: Call, found: Admission) -> Attachments:
    settings = call.context.settings.library
    async with call.context.database.session() as session:
        there = await attachments.of_recording(session, found.recording.id)
        names = await people.names(session, {each.by for each in there})
    return Attachments(
        attachments=_cards(there, names),
        may_change=found.may(Act.EDIT),
        most_bytes=settings.max_attachment_mb << 20,
        most=settings.max_attachments,
    )


def _cards(found: Sequence[Attachment], names: dict[str, str]) -> list[AttachmentCard]:
    return [
        AttachmentCard.model_validate(
            {
                **{name: getattr(each, name) for name in ("id", "kind", "name", "bytes", "type")},
                "by": names.get(each.by, ""),
                "at": each.created_at,
                "url": f"/api/resources/{each.recording_id}/attachments/{each.id}",
            }
        )
        for each in found
    ]


async def _one(call: Call, recording: Recording) -> Attachment:
    async with call.context.database.session() as session:
        found = await attachments.by_id(session, recording.id, call.part("attachment"))
    if found is None:
        raise ApiError("no_such_attachment")
    return found


def _announced(call: Call) -> tuple[str, Kind, str]:
    """Name, kind and type of what is to come. Raises `ApiError`."""
    asked = call.request.query
    name = files.plain_name(asked.get("name", ""))
    if not name:
        raise ApiError("invalid_field", "name")
    type = files.type_of(name)
    if type is None:
        raise ApiError("attachment_type")
    kind: Kind = "plan" if asked.get("kind") == "plan" else "attachment"
    _check_length(call)
    return name, kind, type


def _check_length(call: Call) -> None:
    most = call.context.settings.library.max_attachment_mb
    if (call.request.content_length or 0) > most << 20:
        raise ApiError("attachment_too_large", f"{most} MB")


async def _received(call: Call, folder: Path, id: str) -> tuple[int, str]:
    most = call.context.settings.library.max_attachment_mb
    if files.free_mb(folder) < call.context.settings.courseware.min_free_mb:
        raise ApiError("disk_full")
    with arriving(ApiError("attachment_too_large", f"{most} MB")):
        chunks = aiter(call.request.content.iter_any())
        return await files.keep(files.path_of(folder, id), most << 20, chunks)


def _folder(call: Call, recording: Recording) -> Path:
    return call.context.settings.recordings_folder / recording.lesson_id


_ALL = "/api/resources/{recording}/attachments"
_ONE = f"{_ALL}/{{attachment}}"
_SEEN = ("no_such_recording", "recording_trashed", "recording_removed")
_CHANGED = (*_SEEN, "forbidden")

ROUTES = (
    Route("GET", _ALL, list_attachments, "Files beside a recording.", answer=Attachments, errors=_SEEN),
    Route(
        "POST",
        _ALL,
        add_attachment,
        "Bring a file.",
        answer=Attachments,
        status=201,
        takes=_STREAM,
        queries=(
            Query("name", "Its name, with a suffix.", r"^.{1,400}$"),
            Query("kind", "`plan` for the lesson plan.", "^(plan|attachment)$"),
        ),
        errors=(
            *_CHANGED,
            *("attachment_type", "attachment_too_large", "too_many_attachments", "too_slow", "disk_full"),
            *("invalid_field", "bad_request"),
        ),
    ),
    Route(
        "GET",
        _ONE,
        send_attachment,
        "Download a file.",
        media=_STREAM,
        errors=(*_SEEN, "no_such_attachment"),
    ),
    Route(
        "DELETE",
        _ONE,
        remove_attachment,
        "Remove a file.",
        answer=Nothing,
        errors=(*_CHANGED, "no_such_attachment"),
    ),
)
