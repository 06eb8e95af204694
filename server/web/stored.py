"""The application's recordings' files: served from the folder or the store, and looked after."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Collection, Mapping

from aiohttp import web

from server.settings import Settings
from server.storage.care import Care
from server.storage.files import RecordingFiles, StoredTake
from server.storage.s3 import S3Store
from server.storage.store import StoreFailed
from server.web.background import BACKGROUND
from server.web.context import Context
from server.web.drawing import DRAWING
from server.web.errors import ApiError
from server.web.exporting import EXPORTS
from server.web.keeping import KEEPING
from server.web.ranged_file import RangedFile

log = logging.getLogger(__name__)

FILES = web.AppKey("recording_files", RecordingFiles)
CARE = web.AppKey("care", Care)


def files_of(settings: Settings) -> RecordingFiles:
    """Where recordings lie by this configuration."""
    store = S3Store(settings.s3) if settings.storage.kind == "s3" else None
    return RecordingFiles(settings.recordings_folder, store)


def add_files(app: web.Application, context: Context) -> None:
    """Let the application look after its recordings' files; it must keep, draw and export recordings."""
    files = files_of(context.settings)
    app[FILES] = files
    app[CARE] = Care(context.settings.storage, files, context.database, context.now_ms)
    app[KEEPING].copies.append(files)
    app[EXPORTS].bring_back = app[DRAWING].bring_back = files.bring_back
    app[BACKGROUND].add("look after recordings", app[CARE].run)


async def bring_back(request: web.Request, lesson: str, files: Collection[str]) -> None:
    """Let these takes be in the folder, for an answer made of many; raises `ApiError` `store_away`."""
    try:
        await request.app[FILES].bring_back(lesson, files)
    except StoreFailed as failure:
        log.warning("takes can't be brought back: %s", failure)
        raise ApiError("store_away", retry_after=10) from None


async def send(
    request: web.Request, lesson: str, file: str, headers: Mapping[str, str]
) -> web.StreamResponse:
    """
    A file of a lesson's recording with byte ranges, from wherever it lies.

    Raises `ApiError`: `no_such_take`, `store_away`.
    """
    files = request.app[FILES]
    path = files.folder(lesson) / file
    if path.is_file():
        return RangedFile(path, headers=headers)
    known = await files.remote(lesson, file)
    if known is None:
        raise ApiError("no_such_take")
    return await _send_stored(request, files, lesson, file, known, headers)


async def _send_stored(
    request: web.Request,
    files: RecordingFiles,
    lesson: str,
    file: str,
    known: StoredTake,
    headers: Mapping[str, str],
) -> web.StreamResponse:
    start, end = _range(request, known)
    if start >= end:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{known.size}"})
    part = (start, end) != (0, known.size)
    response = web.StreamResponse(status=206 if part else 200, headers=headers)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = _tag(known)
    response.content_length = end - start
    if part:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{known.size}"
    pieces = files.read(lesson, file, start, end)
    # A store that does not answer is said by a status, not by an answer that breaks off.
    first = b"" if request.method == "HEAD" else await _first(pieces)
    await response.prepare(request)
    if request.method != "HEAD":
        await _pass_on(request, response, first, pieces)
    return response


async def _pass_on(
    request: web.Request, response: web.StreamResponse, first: bytes, pieces: AsyncIterator[bytes]
) -> None:
    """What breaks off is broken off for the asker too: it must not look whole."""
    try:
        await response.write(first)
        async for piece in pieces:
            await response.write(piece)
    except StoreFailed as failure:
        log.warning("a take breaks off: %s", failure)
        if request.transport is not None:
            request.transport.abort()


async def _first(pieces: AsyncIterator[bytes]) -> bytes:
    try:
        return await anext(pieces, b"")
    except StoreFailed:
        raise ApiError("store_away", retry_after=10) from None


def _range(request: web.Request, known: StoredTake) -> tuple[int, int]:
    """The bytes that are asked for, none behind the end; all of a version that the asker does not have."""
    condition = request.headers.get("If-Range", "")
    if "Range" not in request.headers or (condition and condition != _tag(known)):
        return 0, known.size
    try:
        wanted = request.http_range
    except ValueError:
        return 0, known.size
    start, end, _ = wanted.indices(known.size)
    return start, end


def _tag(known: StoredTake) -> str:
    return f'"{known.sha256[:32]}"'
