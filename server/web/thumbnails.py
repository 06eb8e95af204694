"""Small pictures of a recording for its time line, and its cover."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import web

from server.auth.rights import Act
from server.library.thumbnails import index
from server.library.thumbnails.index import Index, Moment
from server.library.thumbnails.order import COLUMNS, HEIGHT, WIDTH
from server.library.view import View
from server.web.admission import Admission, admitted
from server.web.drawing import DRAWING
from server.web.errors import ApiError
from server.web.factshapes import SourceThumbnails, ThumbnailIndex, ThumbnailSheet
from server.web.gate import Access
from server.web.ranged_file import RangedFile
from server.web.routes import Call, Route

#: Asked for again each time: what is withdrawn is gone at once.
_HEADERS = {"Content-Type": "image/jpeg", "Cache-Control": "private, no-cache"}


async def show_index(call: Call) -> ThumbnailIndex:
    """Which sheet has which moments; has them drawn where they are not."""
    found = await admitted(call)
    drawn = await _drawn(call, found)
    state = "ready"
    if drawn is None:
        state = await _ask(call, found)
    return ThumbnailIndex.model_validate(
        {
            "state": state,
            "width": WIDTH,
            "height": HEIGHT,
            "columns": COLUMNS,
            "sources": _sources(drawn, found.view) if drawn else [],
        }
    )


async def send_sheet(call: Call) -> web.StreamResponse:
    """One sheet, as far as its take is served."""
    found = await admitted(call)
    drawn, name = await _drawn(call, found), call.part("name")
    for take in drawn.takes if drawn else ():
        if found.view.serves(take.take) and any(sheet.name == name for sheet in take.sheets):
            return _sent(_place(call, found) / f"{name}.jpg")
    raise ApiError("no_such_picture")


async def send_cover(call: Call) -> web.StreamResponse:
    """The owner's cover, or else one that was well chosen."""
    found = await admitted(call, Act.SEE)
    drawn = await _drawn(call, found)
    if drawn is None or drawn.wanted_ms != found.resource.cover_ms:
        await _ask(call, found)
    covers: list[tuple[Moment | None, str]] = []
    if drawn is not None:
        covers = [(drawn.chosen, index.CHOSEN), (drawn.cover, index.COVER)]
    for moment, file in covers:
        if moment is not None and found.view.serves(moment.take):
            return _sent(_place(call, found) / file)
    raise ApiError("no_such_picture")


def _sent(path: Path) -> web.StreamResponse:
    if not path.is_file():
        raise ApiError("no_such_picture")
    return RangedFile(path, headers=_HEADERS)


async def _ask(call: Call, found: Admission) -> str:
    if found.recording.state not in ("ready", "recovered"):
        return "later"
    return await call.request.app[DRAWING].ask(found.recording)


async def _drawn(call: Call, found: Admission) -> Index | None:
    return await asyncio.to_thread(index.read, _folder(call, found))


def _folder(call: Call, found: Admission) -> Path:
    return call.context.settings.recordings_folder / found.recording.lesson_id


def _place(call: Call, found: Admission) -> Path:
    return _folder(call, found) / index.FOLDER


def _sources(drawn: Index, view: View) -> list[SourceThumbnails]:
    """The sheets of each source's takes that are served, in the order of the lesson."""
    sheets: dict[str, list[ThumbnailSheet]] = {}
    for take in drawn.takes:
        if view.serves(take.take):
            sheets.setdefault(take.source, []).extend(
                ThumbnailSheet(name=sheet.name, tiles=sheet.tiles) for sheet in take.sheets
            )
    return [
        SourceThumbnails(source=source, sheets=sorted(of, key=lambda sheet: sheet.tiles[0]))
        for source, of in sorted(sheets.items())
    ]


_ONE = ("no_such_recording",)
_PICTURE = ("no_such_recording", "no_such_picture")

ROUTES = (
    Route(
        "GET",
        "/api/recordings/{recording}/thumbnails.json",
        show_index,
        "Which small pictures there are of which moments.",
        access=Access.VIEWER,
        answer=ThumbnailIndex,
        errors=_ONE,
    ),
    Route(
        "GET",
        "/api/recordings/{recording}/thumbnails/{name}.jpg",
        send_sheet,
        "A sheet of small pictures.",
        access=Access.VIEWER,
        media="image/jpeg",
        errors=_PICTURE,
    ),
    Route(
        "GET",
        "/api/recordings/{recording}/cover.jpg",
        send_cover,
        "The cover.",
        access=Access.VIEWER,
        media="image/jpeg",
        errors=_PICTURE,
    ),
)
