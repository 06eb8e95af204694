"""Whom a clip is served to: who may watch its recording, and whoever has a good link to it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth import tokens
from server.auth.rights import Act
from server.data import clips, recordings, resources
from server.data.models import Clip, Recording, Resource, ShareLink, User
from server.library import access
from server.library.view import View
from server.review import people
from server.review.span import Content, Course, Span, content_in, course_of
from server.web.admission import admitted
from server.web.errors import ApiError
from server.web.lessoncues import lesson_of, served_lesson
from server.web.routes import Call

#: A link's token comes in this header, so that no log of addresses has it.
HEADER = "X-Share-Token"
#: A <video> that plays a film of the lesson sends no header; for these files it has a cookie of each link.
_COOKIE = "tongke_link_"


@dataclass(frozen=True, slots=True)
class ClipAdmission:
    """A clip that may be played; `view` says which takes of its recording are served."""

    clip: Clip
    recording: Recording
    view: View
    by_link: bool

    @property
    def span(self) -> Span:
        return Span(self.clip.from_ms, self.clip.to_ms)


async def clip_admitted(call: Call) -> ClipAdmission:
    """
    The clip of the path, for a link's bearer or for who may watch the recording; the access is `VIEWER`.

    Raises `ApiError`: `not_signed_in`, `no_such_clip`, `link_gone`, and as `admitted`.
    """
    async with call.context.database.session() as session:
        clip = await clips.by_id(session, call.part("clip"))
        link = await link_of(session, call)
    if clip is None:
        raise ApiError("no_such_clip" if call.visitor or link else "not_signed_in")
    if link is None:
        found = await admitted(call, Act.WATCH, clip.recording_id)
        return ClipAdmission(clip, found.recording, found.view, by_link=False)
    async with call.context.database.session() as session:
        if clip.id not in {each.id for each in await linked(session, link)}:
            raise ApiError("no_such_clip")
        shown = await shown_by(session, link, clip)
    if shown is None:
        raise ApiError("link_gone")
    return shown


async def link_of(session: AsyncSession, call: Call) -> ShareLink | None:
    """
    The good link whose token the request bears; `None` without one.

    Raises `ApiError`: `link_gone`, and `not_signed_in` for a link to people alone.
    """
    token = token_of(call)
    return await _good_link(session, call, token) if token else None


async def _good_link(session: AsyncSession, call: Call, token: str) -> ShareLink:
    link = await clips.link_by_token(session, tokens.digest(token))
    if link is None or link.revoked_at is not None:
        raise ApiError("link_gone")
    if link.expires_at is not None and call.context.now_ms() >= link.expires_at:
        raise ApiError("link_gone")
    if link.scope == "signed_in" and call.visitor is None:
        raise ApiError("not_signed_in")
    return link


def token_of(call: Call) -> str:
    """The token that the request bears in its header; empty without one."""
    return call.request.headers.get(HEADER, "")


def cookie_of(token: str) -> str:
    """The cookie that lends a link's token: clips of one lesson may be open in several tabs."""
    return _COOKIE + tokens.digest(token)[:12]


def tokens_lent(call: Call) -> list[str]:
    """The tokens of links that the browser has been lent for the path."""
    return [token for name, token in call.request.cookies.items() if name == cookie_of(token)]


async def linked(session: AsyncSession, link: ShareLink) -> list[Clip]:
    """The clips that a link leads to, in their order."""
    if link.clip_id is not None:
        clip = await clips.by_id(session, link.clip_id)
        return [clip] if clip else []
    reel = await clips.reel_by_id(session, link.reel_id or "")
    return [entry.clip for entry in reel.entries] if reel else []


async def shown_by(session: AsyncSession, link: ShareLink, clip: Clip) -> ClipAdmission | None:
    """
    What the link's bearer is served of a clip, as if its recording was published; `None` for nothing.

    Nothing of a recording that was withdrawn or is in the trash, nor when whoever has made the link could
    not make it any more.
    """
    recording = await recordings.by_id(session, clip.recording_id)
    resource = await resources.of_recording(session, clip.recording_id)
    if recording is None or resource is None or not is_shareable(resource):
        return None
    if not await _may_still_share(session, link, recording, resource):
        return None
    return ClipAdmission(
        clip, recording, await access.view(session, recording.lesson, resource), by_link=True
    )


async def course_in(call: Call, found: ClipAdmission) -> Course:
    """What the span of an admitted clip begins with, and its cues."""

    async def view() -> View:
        return (await clip_admitted(call)).view

    lesson = await served_lesson(call, found.recording, view)
    return await asyncio.to_thread(
        course_of, lesson.cues, lesson.stored.facts.empty_room(), lesson.started_at, found.span
    )


async def content_shown(call: Call, lesson_id: str, token: str) -> frozenset[Content]:
    """The courseware of a lesson that is seen in the clips to which a link leads; raises as `link_of`."""
    async with call.context.database.session() as session:
        link = await _good_link(session, call, token)
        recording = await recordings.of_lesson(session, lesson_id)
        if recording is None:
            return frozenset()
        every = [clip for clip in await linked(session, link) if clip.recording_id == recording.id]
        shown = [await shown_by(session, link, clip) for clip in every]
    spans = [found.span for found in shown if found is not None]
    if not spans:
        return frozenset()
    lesson = await lesson_of(call, recording)
    return await asyncio.to_thread(
        content_in, lesson.stored.cues, lesson.stored.facts.empty_room(), lesson.started_at, spans
    )


def is_shareable(resource: Resource) -> bool:
    """Whether a span of the recording may be given to others: it was not taken back."""
    was_withdrawn = resource.scope is None and resource.published_at is not None
    return not was_withdrawn and resource.trashed_at is None and resource.removed_at is None


async def _may_still_share(
    session: AsyncSession, link: ShareLink, recording: Recording, resource: Resource
) -> bool:
    if link.owner_id is None:
        return True
    owner = await session.get(User, link.owner_id)
    return (
        owner is not None and owner.active and await people.may(session, owner, Act.CLIP, recording, resource)
    )
