"""Clips: cut a span of a recording, play it without the rest of the lesson."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web
from sqlalchemy import true
from sqlalchemy.ext.asyncio import AsyncSession

from media.recording.journal import Journal
from media.recording.manifest import Manifest, ManifestTake
from server.auth.person import Person
from server.auth.rights import Act
from server.data import clips
from server.data.models import Clip
from server.review.span import Window, cut_manifest, fragments_of, lies_within, windows_of
from server.web import folders
from server.web.admission import admitted
from server.web.clipadmission import ClipAdmission, clip_admitted, course_in
from server.web.clipshapes import ClipCard, Clips, ClipWhole, NewClip
from server.web.commentshapes import PersonName
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.paging import PAGE_QUERY, page_of, pages_of
from server.web.routes import Call, Route
from server.web.shapes import Nothing, RecordingCues, TakeIndex
from server.web.stored import send

PAGE = 50
MINUTE_MS = 60_000
#: What a page may be ahead of the recording's end.
SLACK_MS = 5_000
_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


async def list_clips(call: Call) -> Clips:
    """The clips of a recording that the person has made; whoever may edit it sees all."""
    admission, page = await admitted(call), page_of(call)
    whose = true() if admission.may(Act.EDIT) else Clip.owner_id == call.person.user_id
    async with call.context.database.session() as session:
        found = await clips.of_recording(session, admission.recording.id, whose, (page - 1) * PAGE, PAGE)
    return _page(call, page, *found)


async def own_clips(call: Call) -> Clips:
    """The person's clips of all recordings, newest first."""
    page = page_of(call)
    async with call.context.database.session() as session:
        found = await clips.of_owner(session, call.person.user_id, (page - 1) * PAGE, PAGE)
    return _page(call, page, *found)


async def cut_clip(call: Call) -> ClipCard:
    """Keep a span under a title; nothing is copied."""
    found = await admitted(call, Act.CLIP)
    body: NewClip = call.body
    recording, now = found.recording, call.context.now_ms()
    length = now - recording.started_at if recording.state == "recording" else recording.duration_ms
    _check_span(call, body, length)
    async with call.context.database.session() as session:
        if await clips.count_of(session, call.person.user_id) >= call.context.settings.review.clips:
            raise ApiError("too_many_clips")
        made = Clip(
            recording_id=recording.id, owner_id=call.person.user_id, owner=call.person.user, created_at=now
        )
        made.title, made.from_ms, made.to_ms = body.title, body.from_ms, body.to_ms
        session.add(made)
        await session.flush()
        return clip_card(made, call.person)


async def show_clip(call: Call) -> ClipWhole:
    """The clip with the manifest of its span."""
    found = await clip_admitted(call)
    manifest = cut_manifest(await _manifest(call, found), found.span, found.clip.title)
    if found.by_link:
        # Whoever comes by a link needs no names of what else there is.
        manifest = manifest.model_copy(update={"lesson": found.clip.id})
    card = clip_card(found.clip, call.visitor, by_link=found.by_link)
    return ClipWhole.model_validate({**card.model_dump(), "manifest": manifest.model_dump(mode="json")})


async def delete_clip(call: Call) -> Nothing:
    """Forget a clip; its links open nothing any more."""
    async with call.context.database.session() as session:
        await session.delete(await own_clip(session, call))
        return Nothing()


async def show_clip_cues(call: Call) -> RecordingCues:
    """The state that the span begins with, and its cues."""
    course = await course_in(call, await clip_admitted(call))
    return RecordingCues(cues=course.cues, snapshot=course.snapshot)


async def show_clip_index(call: Call) -> TakeIndex:
    """Where the init section and the span's fragments lie in the take's file."""
    found = await clip_admitted(call)
    take, journal = await _take(call, found)
    assert journal.init is not None, "an index has it"
    fragments = [
        (part.offset, part.size, part.start_ms, part.duration_ms, int(part.keyframe))
        for part in fragments_of(journal, take.offset_ms, found.span)
    ]
    return TakeIndex(init=(journal.init.offset, journal.init.size), fragments=fragments, open=False)


async def send_clip_take(call: Call) -> web.StreamResponse:
    """Bytes of the take's file, of the span alone; the request names the range."""
    found = await clip_admitted(call)
    take, journal = await _take(call, found)
    kind = call.part("kind")
    if kind not in _TYPES or not _asks_within(call, windows_of(journal, take.offset_ms, found.span)):
        raise ApiError("no_such_take")
    headers = {"Content-Type": _TYPES[kind], "Cache-Control": "private, no-store"}
    return await send(call.request, found.recording.lesson_id, f"{take.take}.{kind}", headers)


def clip_card(clip: Clip, person: Person | None, *, by_link: bool = False) -> ClipCard:
    """The clip as somebody sees it; its owner must have been loaded."""
    owner = PersonName(id=clip.owner.id, name=clip.owner.name) if clip.owner and not by_link else None
    return ClipCard(
        id=clip.id,
        recording=None if by_link else clip.recording_id,
        title=clip.title,
        from_ms=clip.from_ms,
        to_ms=clip.to_ms,
        owner=owner,
        mine=not by_link and person is not None and is_own(clip, person),
        created_at=clip.created_at,
    )


def is_own(clip: Clip, person: Person) -> bool:
    return person.is_operator or (person.user is not None and clip.owner_id == person.user.id)


async def own_clip(session: AsyncSession, call: Call) -> Clip:
    """The clip of the path, if it is the person's. Raises `ApiError` `no_such_clip`."""
    found = await clips.by_id(session, call.part("clip"))
    if found is None or not is_own(found, call.person):
        raise ApiError("no_such_clip")
    return found


def _page(call: Call, page: int, total: int, found: Sequence[Clip]) -> Clips:
    cards = [clip_card(each, call.person) for each in found]
    return Clips(total=total, page=page, pages=pages_of(total, PAGE), clips=cards)


def _check_span(call: Call, body: NewClip, length_ms: int) -> None:
    if body.to_ms > length_ms + SLACK_MS:
        raise ApiError("bad_span")
    if body.to_ms - body.from_ms > call.context.settings.review.clip_minutes * MINUTE_MS:
        raise ApiError("clip_too_long")


def _asks_within(call: Call, windows: Sequence[Window]) -> bool:
    """Whether the request is for a range that the clip serves, whatever has become of the file meanwhile."""
    if "If-Range" in call.request.headers:
        # Of another version the whole file would be sent.
        return False
    try:
        wanted = call.request.http_range
    except ValueError:
        return False
    return (
        wanted.start is not None
        and wanted.stop is not None
        and lies_within(windows, wanted.start, wanted.stop)
    )


def _folder(call: Call, found: ClipAdmission) -> Path:
    return call.context.settings.recordings_folder / found.recording.lesson_id


async def _manifest(call: Call, found: ClipAdmission) -> Manifest:
    read = await asyncio.to_thread(folders.read_manifest, _folder(call, found), found.recording, found.view)
    return Manifest.model_validate(read)


async def _take(call: Call, found: ClipAdmission) -> tuple[ManifestTake, Journal]:
    """The take of the path, if any of it lies in the span."""
    manifest = await _manifest(call, found)
    served: Sequence[ManifestTake] = cut_manifest(manifest, found.span, "").takes
    take = next((each for each in served if each.take == call.part("take")), None)
    if take is None:
        raise ApiError("no_such_take")
    journal = await asyncio.to_thread(folders.read_index, _folder(call, found), take.take)
    if journal is None:
        raise ApiError("no_such_take")
    return take, journal


_OPEN = ("no_such_clip", "link_gone", "no_such_recording", "recording_trashed", "recording_removed")
_BASE = "/api/clips/{clip}"

ROUTES = (
    Route(
        "GET",
        "/api/recordings/{recording}/clips",
        list_clips,
        "Clips of a recording.",
        answer=Clips,
        errors=("no_such_recording", "recording_trashed", "recording_removed", "invalid_field"),
        queries=(PAGE_QUERY,),
    ),
    Route(
        "POST",
        "/api/recordings/{recording}/clips",
        cut_clip,
        "Cut a clip.",
        body=NewClip,
        answer=ClipCard,
        status=201,
        errors=("no_such_recording", "forbidden", "bad_span", "clip_too_long", "too_many_clips"),
    ),
    Route(
        "GET",
        "/api/clips",
        own_clips,
        "One's own clips.",
        answer=Clips,
        errors=("invalid_field",),
        queries=(PAGE_QUERY,),
    ),
    Route("GET", _BASE, show_clip, "A clip.", Access.VIEWER, answer=ClipWhole, errors=_OPEN),
    Route("DELETE", _BASE, delete_clip, "Forget a clip.", answer=Nothing, errors=("no_such_clip",)),
    Route(
        "GET",
        f"{_BASE}/cues",
        show_clip_cues,
        "The cues of a clip.",
        Access.VIEWER,
        answer=RecordingCues,
        errors=_OPEN,
    ),
    Route(
        "GET",
        f"{_BASE}/takes/{{take}}.json",
        show_clip_index,
        "The part of a take's index that a clip needs.",
        Access.VIEWER,
        answer=TakeIndex,
        errors=(*_OPEN, "no_such_take"),
    ),
    Route(
        "GET",
        f"{_BASE}/takes/{{take}}.{{kind}}",
        send_clip_take,
        "Byte ranges of a take's file that a clip needs.",
        Access.VIEWER,
        media="video/mp4",
        errors=(*_OPEN, "no_such_take"),
    ),
)
