"""Recordings: the library's list, and everything a replay reads, each request authorised."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from aiohttp import web

from media.recording import playlist
from media.recording.journal import Journal
from server.data import recordings, watching
from server.data.models import Recording
from server.library import access
from server.library.view import View
from server.web import folders
from server.web.admission import Admission, admitted
from server.web.cards import recording_card
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.lessoncues import served_lesson
from server.web.routes import Call, Route
from server.web.shapes import LeftAt, RecordingCard, RecordingCues, Recordings, RecordingWhole, TakeIndex
from server.web.stored import send

NEWEST = 500
_NAME = re.compile(r"[A-Za-z0-9_-]{1,160}")
PlaylistOf = Callable[[Sequence[Journal], str], str | None]
_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


async def list_recordings(call: Call) -> Recordings:
    """The newest recordings that the person may watch; the library finds older ones."""
    async with call.context.database.session() as session:
        found = await recordings.newest(session, access.visible_to(call.person), NEWEST)
    return Recordings(recordings=[_card(call, recording) for recording in found])


async def show_recording(call: Call) -> RecordingWhole:
    found = await admitted(call)
    recording = found.recording
    folder = _folder(call, recording)
    manifest = await asyncio.to_thread(folders.read_manifest, folder, recording, found.view)
    whole = {
        **_card(call, recording).model_dump(),
        "manifest": manifest,
        "left": await _left(call, recording),
    }
    return RecordingWhole.model_validate(whole)


async def _left(call: Call, recording: Recording) -> LeftAt | None:
    user = call.visitor.user if call.visitor else None
    if user is None:
        return None
    async with call.context.database.session() as session:
        place = await watching.place(session, user.id, recording.id)
    return LeftAt(position_ms=place.position_ms, at=place.at) if place else None


async def show_cues(call: Call) -> RecordingCues:
    """The lesson's cues and the empty room they start from."""
    found = await admitted(call)

    async def view() -> View:
        return (await admitted(call)).view

    lesson = await served_lesson(call, found.recording, view)
    return RecordingCues(cues=list(lesson.cues), snapshot=lesson.stored.facts.empty_room())


async def send_take(call: Call) -> web.StreamResponse:
    """The take's file, with byte ranges; also while it grows."""
    found = await admitted(call)
    kind = call.part("kind")
    if kind not in _TYPES:
        raise ApiError("no_such_take")
    headers = {"Content-Type": _TYPES[kind], "Cache-Control": "private, no-store"}
    return await send(call.request, found.recording.lesson_id, f"{_served(call, found)}.{kind}", headers)


async def show_index(call: Call) -> TakeIndex:
    """Where the init section and each fragment lie in the take's file."""
    found = await admitted(call)
    take = await asyncio.to_thread(folders.read_index, _folder(call, found.recording), _served(call, found))
    if take is None or take.init is None:
        raise ApiError("no_such_take")
    fragments = [
        (part.offset, part.size, part.start_ms, part.duration_ms, int(part.keyframe))
        for part in take.fragments
    ]
    return TakeIndex(init=(take.init.offset, take.init.size), fragments=fragments, open=take.end is None)


async def send_source_playlist(call: Call) -> web.StreamResponse:
    """HLS: the multivariant playlist of one source."""
    return await _playlist(call, _name(call, "source"), playlist.multivariant)


async def send_media_playlist(call: Call) -> web.StreamResponse:
    """HLS: the media playlist of one take, or of all takes of a track."""
    return await _playlist(call, _name(call, "take"), playlist.media)


async def _playlist(call: Call, name: str, write: PlaylistOf) -> web.StreamResponse:
    found = await admitted(call)
    folder = _folder(call, found.recording)
    text = await asyncio.to_thread(folders.read_playlist, folder, name, write, found.view)
    if text is None:
        raise ApiError("no_such_take")
    headers = {"Content-Type": "application/vnd.apple.mpegurl"}
    return web.Response(body=text.encode(), headers=headers)


def _card(call: Call, recording: Recording) -> RecordingCard:
    is_operator = call.visitor is not None and call.visitor.is_operator
    folder = str(_folder(call, recording)) if is_operator else None
    return recording_card(recording, call.context.now_ms(), folder)


def _folder(call: Call, recording: Recording) -> Path:
    return call.context.settings.recordings_folder / recording.lesson_id


def _served(call: Call, found: Admission) -> str:
    """The take of the path; one that is left out is not there."""
    name = _name(call, "take")
    if not found.view.serves(name):
        raise ApiError("no_such_take")
    return name


def _name(call: Call, part: str) -> str:
    name = call.part(part)
    if not _NAME.fullmatch(name):
        raise ApiError("no_such_take")
    return name


_ONE = ("no_such_recording", "recording_trashed", "recording_removed")
_PART = (*_ONE, "no_such_take")

ROUTES = (
    Route("GET", "/api/recordings", list_recordings, "The newest recordings.", answer=Recordings),
    Route(
        "GET",
        "/api/recordings/{recording}",
        show_recording,
        "One recording with its manifest.",
        Access.VIEWER,
        answer=RecordingWhole,
        errors=_ONE,
    ),
    Route(
        "GET",
        "/api/recordings/{recording}/cues",
        show_cues,
        "The lesson's cues.",
        Access.VIEWER,
        answer=RecordingCues,
        errors=_ONE,
    ),
    Route(
        "GET",
        "/api/recordings/{recording}/takes/{take}.json",
        show_index,
        "A take's index.",
        Access.VIEWER,
        answer=TakeIndex,
        errors=_PART,
    ),
    Route(
        "GET",
        "/api/recordings/{recording}/takes/{take}.{kind}",
        send_take,
        "A take's file (`mp4` or `webm`), with byte ranges.",
        Access.VIEWER,
        media="video/mp4",
        errors=(*_PART, "store_away"),
    ),
    Route(
        "GET",
        "/api/recordings/{recording}/hls/{source}.m3u8",
        send_source_playlist,
        "HLS: one source.",
        Access.VIEWER,
        media="application/vnd.apple.mpegurl",
        errors=_PART,
    ),
    Route(
        "GET",
        "/api/recordings/{recording}/hls/{take}/media.m3u8",
        send_media_playlist,
        "HLS: one take, or all takes of a track.",
        Access.VIEWER,
        media="application/vnd.apple.mpegurl",
        errors=_PART,
    ),
)
