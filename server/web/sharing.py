"""Links that share clips and reels with people who have no right to the recordings."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth import tokens
from server.auth.rights import Act
from server.data import audit, clips
from server.data.models import AuditEntry, Clip, Reel, ShareLink
from server.units import DAY_MS
from server.web.address import client_address, client_network
from server.web.admission import admitted
from server.web.clipadmission import is_shareable, link_of, linked, shown_by
from server.web.clips import clip_card, own_clip
from server.web.clipshapes import LinkCard, Links, MadeLink, NewLink, Shared
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.noting import note
from server.web.reels import own_reel
from server.web.routes import Call, Route
from server.web.shapes import Nothing
from server.web.views import NOBODY
from signaling.rate import Rates

#: How often the openings of one person, or of one network, are noted; all of them are counted.
OPENINGS = web.AppKey("openings", Rates)
#: In the audit, in an hour.
NOTED = 60


def add_openings(app: web.Application) -> None:
    """Let a flood of openings be a few lines of the audit."""
    app[OPENINGS] = Rates(NOTED, NOTED / 3600)


async def share_clip(call: Call) -> MadeLink:
    """Make a link to a clip."""
    async with call.context.database.session() as session:
        clip = await own_clip(session, call)
    await _check_shareable(call, [clip])
    return await _share(call, clip)


async def share_reel(call: Call) -> MadeLink:
    """Make a link to a reel."""
    async with call.context.database.session() as session:
        reel = await own_reel(session, call)
    await _check_shareable(call, [entry.clip for entry in reel.entries])
    return await _share(call, reel)


async def links_to_clip(call: Call) -> Links:
    """The newest links to one's clip that were not taken back."""
    async with call.context.database.session() as session:
        return await _links(session, call, await own_clip(session, call))


async def links_to_reel(call: Call) -> Links:
    """The newest links to one's reel that were not taken back."""
    async with call.context.database.session() as session:
        return await _links(session, call, await own_reel(session, call))


async def revoke_link(call: Call) -> Nothing:
    """Take a link back; it opens nothing from now on."""
    async with call.context.database.session() as session:
        link = await clips.link_by_id(session, call.part("link"))
        if link is None or not (call.person.is_operator or link.owner_id == call.person.user_id):
            raise ApiError("no_such_clip")
        link.revoked_at = link.revoked_at or call.context.now_ms()
        note(session, call, "revoke_link", link.id)
        return Nothing()


async def open_link(call: Call) -> Shared:
    """What the link leads to whose token the request bears; it is counted."""
    async with call.context.database.session() as session:
        link = await link_of(session, call)
        if link is None:
            raise ApiError("link_gone")
        every = [each for each in await linked(session, link) if await shown_by(session, link, each)]
        reel = await clips.reel_by_id(session, link.reel_id) if link.reel_id else None
        if not every:
            raise ApiError("link_gone")
        await clips.count_opening(session, link.id)
        for recording in {each.recording_id for each in every}:
            _note_opening(session, call, link, recording)
        return Shared(
            title=reel.title if reel else every[0].title,
            kind="reel" if reel else "clip",
            expires_at=link.expires_at,
            clips=[clip_card(each, None, by_link=True) for each in every],
        )


async def _links(session: AsyncSession, call: Call, target: Clip | Reel) -> Links:
    found = await clips.links_to(session, target, call.context.settings.review.links)
    return Links(links=[_link(each) for each in found])


async def _share(call: Call, target: Clip | Reel) -> MadeLink:
    body: NewLink = call.body
    token, now, limits = tokens.new_token(), call.context.now_ms(), call.context.settings.review
    days = min(body.days, limits.link_days)
    async with call.context.database.session() as session:
        if await clips.count_links_to(session, target, now) >= limits.links:
            raise ApiError("too_many_links")
        made = ShareLink(
            clip_id=target.id if isinstance(target, Clip) else None,
            reel_id=target.id if isinstance(target, Reel) else None,
            owner_id=call.person.user_id,
            token_hash=tokens.digest(token),
            scope=body.scope,
            created_at=now,
            expires_at=now + days * DAY_MS,
            opened=0,
        )
        session.add(made)
        await session.flush()
        note(session, call, "make_link", made.id, to=target.id, scope=body.scope)
        return MadeLink(**dict(_link(made)), path=f"/c/{token}")


async def _check_shareable(call: Call, wanted: list[Clip]) -> None:
    """Each of the recordings may be cut by the person still, and was not withdrawn."""
    for clip in wanted:
        found = await admitted(call, Act.CLIP, clip.recording_id)
        if not is_shareable(found.resource):
            raise ApiError("withdrawn")


def _note_opening(session: AsyncSession, call: Call, link: ShareLink, recording: str) -> None:
    """Told to whoever owns the recording, as every view of it."""
    person, now = call.visitor, call.context.now_ms()
    whose = person.actor if person else client_network(call.request, call.context.settings.http)
    if not call.request.app[OPENINGS].take(whose, now):
        return
    audit.write(
        session,
        AuditEntry(
            at=now,
            actor=person.actor if person else NOBODY,
            action="open_link",
            subject=recording,
            sign_in_id=person.sign_in.id if person and person.sign_in else None,
            address=client_address(call.request, call.context.settings.http),
            detail={"link": link.id},
        ),
    )


def _link(found: ShareLink) -> LinkCard:
    return LinkCard.model_validate(
        {
            "id": found.id,
            "scope": found.scope,
            "created_at": found.created_at,
            "expires_at": found.expires_at,
            "opened": found.opened,
        }
    )


_SHARE = ("no_such_recording", "forbidden", "withdrawn", "too_many_links")
_REEL = "/api/reels/{reel}"

ROUTES = (
    Route(
        "POST",
        "/api/clips/{clip}/links",
        share_clip,
        "Make a link to a clip.",
        body=NewLink,
        answer=MadeLink,
        status=201,
        errors=("no_such_clip", *_SHARE),
    ),
    Route(
        "GET",
        "/api/clips/{clip}/links",
        links_to_clip,
        "Links to a clip.",
        answer=Links,
        errors=("no_such_clip",),
    ),
    Route(
        "POST",
        f"{_REEL}/links",
        share_reel,
        "Make a link to a reel.",
        body=NewLink,
        answer=MadeLink,
        status=201,
        errors=("no_such_reel", *_SHARE),
    ),
    Route("GET", f"{_REEL}/links", links_to_reel, "Links to a reel.", answer=Links, errors=("no_such_reel",)),
    Route(
        "DELETE",
        "/api/links/{link}",
        revoke_link,
        "Take a link back.",
        answer=Nothing,
        errors=("no_such_clip",),
    ),
    Route(
        "GET",
        "/api/shared",
        open_link,
        "What a link leads to.",
        Access.VIEWER,
        answer=Shared,
        errors=("link_gone",),
    ),
)
