"""Uploads of courseware: a file is announced, sent in parts, and becomes a document with its last byte."""

from __future__ import annotations

from aiohttp import web

from server.auth.rights import Act
from server.courseware.kinds import CLIPS, REFUSED, SUFFIXES, suffix_of
from server.courseware.shelf import LessonFull
from server.data import courseware
from server.data.models import LessonDocument
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.lessons import lesson_for
from server.web.routes import Call, Route
from server.web.shelf import SHELF, TURNS
from server.web.tus import (
    OFFSET,
    announced,
    break_off,
    check_append,
    described,
    expires,
    looked_at,
    received,
    tus,
)

_TITLE = 120


async def describe(call: Call) -> web.StreamResponse:
    """What the server speaks, and the largest file that it takes."""
    settings = call.context.settings.courseware
    return described(max(settings.max_file_mb, settings.max_clip_mb) << 20)


async def create(call: Call) -> web.StreamResponse:
    """Announce a file: it is refused now, in words, or can be sent."""
    lesson = await lesson_for(call, Act.PREPARE)
    length, said = announced(call.request)
    name = said["filename"]
    suffix = suffix_of(name)
    kind = _kind(suffix)
    shelf, settings = call.request.app[SHELF], call.context.settings.courseware
    _check_length(call, length, kind)
    if shelf.storage.free_mb() < settings.min_free_mb + 2 * (length >> 20):
        raise ApiError("disk_full")
    async with call.context.database.session() as session:
        try:
            await shelf.check_room(session, lesson.id, length)
        except LessonFull as full:
            raise ApiError("lesson_full", str(full)) from None
        document = LessonDocument(
            lesson_id=lesson.id,
            title=_title(name),
            suffix=suffix,
            kind=kind,
            position=await courseware.next_position(session, lesson.id),
            length=length,
            created_by=call.person.actor,
            created_at=call.context.now_ms(),
            expires_at=_expiry(call),
        )
        session.add(document)
    shelf.storage.incoming(document.id).touch()
    headers = {"Location": f"{call.request.path}/{document.id}"}
    return web.Response(status=201, headers=headers | expires(document.expires_at))


async def look(call: Call) -> web.StreamResponse:
    """How much has come; whoever still sends on an old connection is ended first."""
    document = await _upload(call)
    await call.request.app[TURNS].interrupt(document.id)
    offset = await _offset(call, document)
    return looked_at(offset, document.length, document.expires_at)


async def append(call: Call) -> web.StreamResponse:
    """Take what follows; the last byte makes a document of it."""
    document = await _upload(call)
    request = call.request
    check_append(request)
    async with request.app[TURNS].take(document.id, lambda: break_off(request)):
        if request.headers.get("Upload-Offset") != str(await _offset(call, document)):
            raise ApiError("wrong_offset")
        await _prolong(call, document)
        offset = await _received(call, document)
    if offset == document.length:
        await request.app[SHELF].complete(document.id)
    return web.Response(status=204, headers={"Upload-Offset": str(offset)} | expires(document.expires_at))


async def give_up(call: Call) -> web.StreamResponse:
    """The upload is not wanted any more."""
    document = await _upload(call)
    await call.request.app[TURNS].interrupt(document.id)
    if document.content_id is not None:
        raise ApiError("no_such_upload")
    async with call.context.database.session() as session:
        await session.delete(document)
    call.request.app[SHELF].storage.drop_incoming(document.id)
    return web.Response(status=204)


async def _prolong(call: Call, document: LessonDocument) -> None:
    """Whoever goes on with an upload keeps it, however long a thin line takes."""
    if document.content_id is None:
        async with call.context.database.session() as session:
            session.add(document)
            document.expires_at = _expiry(call)


def _expiry(call: Call) -> int:
    return call.context.now_ms() + call.context.settings.courseware.upload_hours * 3_600_000


async def _received(call: Call, document: LessonDocument) -> int:
    shelf, request = call.request.app[SHELF], call.request
    if shelf.storage.free_mb() < call.context.settings.courseware.min_free_mb:
        raise ApiError("disk_full")
    return await received(request, shelf.storage.incoming(document.id), document.length)


async def _upload(call: Call) -> LessonDocument:
    lesson = await lesson_for(call, Act.PREPARE)
    async with call.context.database.session() as session:
        document = await courseware.by_id(session, lesson.id, call.part("upload"))
    if document is None or document.removed_at is not None:
        raise ApiError("no_such_upload")
    if document.expires_at is not None and document.expires_at < call.context.now_ms():
        raise ApiError("no_such_upload")
    return document


async def _offset(call: Call, document: LessonDocument) -> int:
    """How many bytes there are; all of them are taken in here if a crash has prevented it before."""
    if document.content_id is not None:
        return document.length
    shelf = call.request.app[SHELF]
    received = shelf.storage.received(document.id)
    if received == document.length:
        await shelf.complete(document.id)
    return received


def _title(name: str) -> str:
    stem = name.rpartition(".")[0] or name
    return stem.strip()[:_TITLE] or "?"


def _kind(suffix: str) -> str:
    if suffix not in SUFFIXES:
        raise ApiError(REFUSED.get(suffix, "unknown_type"))
    return SUFFIXES[suffix]


def _check_length(call: Call, length: int, kind: str) -> None:
    settings = call.context.settings.courseware
    most = settings.max_clip_mb if kind in CLIPS else settings.max_file_mb
    if length > most << 20:
        code = "clip_too_large" if kind in CLIPS else "file_too_large"
        raise ApiError(code, f"{length >> 20} MB > {most} MB")


_UPLOADS, _UPLOAD = "/api/lessons/{lesson}/uploads", "/api/lessons/{lesson}/uploads/{upload}"
_KINDS = ("unknown_type", "svg_refused", "heic_refused", "file_too_large", "clip_too_large")
_ONE = ("no_such_lesson", "forbidden", "no_such_upload", "tus_version")

ROUTES = (
    Route("OPTIONS", _UPLOADS, describe, "What the server's tus speaks.", Access.ANYBODY, status=204),
    Route(
        "POST",
        _UPLOADS,
        tus(create),
        "tus: announce a file; `Upload-Length` and `Upload-Metadata` with its `filename`.",
        status=201,
        errors=(
            *("no_such_lesson", "forbidden", "tus_version", "not_an_upload", "lesson_full", "disk_full"),
            *_KINDS,
        ),
    ),
    Route("HEAD", _UPLOAD, tus(look), "tus: how much has come.", errors=_ONE),
    Route(
        "PATCH",
        _UPLOAD,
        tus(append),
        "tus: send what follows.",
        takes=OFFSET,
        status=204,
        errors=(*_ONE, "not_an_upload", "wrong_offset", "too_large", "too_slow", "disk_full"),
    ),
    Route("DELETE", _UPLOAD, tus(give_up), "tus: give an upload up.", status=204, errors=_ONE),
)
