"""Uploads of courseware: a file is announced, sent in parts, and becomes a document with its last byte."""

from __future__ import annotations

from aiohttp import web

from server.auth.rights import Act
from server.courseware.incoming import Incoming
from server.courseware.kinds import CLIPS, REFUSED, SUFFIXES, suffix_of
from server.courseware.settings import Courseware
from server.courseware.shelf import LessonFull
from server.data import courseware
from server.data.models import LessonDocument
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.lessons import lesson_for
from server.web.routes import Call, Route
from server.web.shelf import SHELF
from server.web.tus import announced, described, expires, tus
from server.web.uploading import Uploads

_TITLE = 120


class _Documents(Uploads[LessonDocument]):
    async def find(self, call: Call) -> LessonDocument | None:
        lesson = await lesson_for(call, Act.PREPARE)
        async with call.context.database.session() as session:
            document = await courseware.by_id(session, lesson.id, call.part("upload"))
        return document if document is not None and document.removed_at is None else None

    def is_whole(self, upload: LessonDocument) -> bool:
        return upload.content_id is not None

    def incoming(self, call: Call) -> Incoming:
        return call.request.app[SHELF].storage.incoming

    def bounds(self, call: Call) -> Courseware:
        return call.context.settings.courseware

    async def complete(self, call: Call, upload: LessonDocument) -> None:
        await call.request.app[SHELF].complete(upload.id)

    async def forget(self, call: Call, upload: LessonDocument) -> None:
        if self.is_whole(upload):
            # Documents are removed from their lesson's list.
            raise ApiError("no_such_upload")
        async with call.context.database.session() as session:
            await session.delete(upload)
        self.incoming(call).drop(upload.id)


UPLOADS = _Documents()


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
    if shelf.storage.incoming.free_mb() < settings.min_free_mb + 2 * (length >> 20):
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
            expires_at=UPLOADS.expiry(call),
        )
        session.add(document)
    shelf.storage.incoming.begin(document.id)
    headers = {"Location": f"{call.request.path}/{document.id}"}
    return web.Response(status=201, headers=headers | expires(document.expires_at))


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
_ONE = ("no_such_lesson", "forbidden")

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
    *UPLOADS.routes(_UPLOAD, _ONE),
)
