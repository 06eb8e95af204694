"""Reels: clips that are played one after the other."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import clips
from server.data.models import Reel, ReelClip
from server.web.clips import clip_card, is_own
from server.web.clipshapes import NewReel, ReelCard, Reels
from server.web.errors import ApiError
from server.web.paging import PAGE_QUERY, page_of, pages_of
from server.web.routes import Call, Route
from server.web.shapes import Nothing

PAGE = 20


async def list_reels(call: Call) -> Reels:
    """A page of the person's reels."""
    page = page_of(call)
    async with call.context.database.session() as session:
        total, found = await clips.reels_of(session, call.person.user_id, (page - 1) * PAGE, PAGE)
    cards = [_reel(each, call.person) for each in found]
    return Reels(total=total, page=page, pages=pages_of(total, PAGE), reels=cards)


async def make_reel(call: Call) -> ReelCard:
    """Put clips of one's own in a row."""
    body: NewReel = call.body
    now = call.context.now_ms()
    async with call.context.database.session() as session:
        if await clips.count_reels_of(session, call.person.user_id) >= call.context.settings.review.reels:
            raise ApiError("too_many_reels")
        made = Reel(owner_id=call.person.user_id, created_at=now, entries=[])
        await _fill(session, call, made, body)
        session.add(made)
        await session.flush()
        return await _whole(session, call, made.id)


async def show_reel(call: Call) -> ReelCard:
    async with call.context.database.session() as session:
        return _reel(await own_reel(session, call), call.person)


async def change_reel(call: Call) -> ReelCard:
    """Change its title, its clips and their order."""
    async with call.context.database.session() as session:
        found = await own_reel(session, call)
        await _fill(session, call, found, call.body)
        await session.flush()
        return await _whole(session, call, found.id)


async def delete_reel(call: Call) -> Nothing:
    """Forget a reel; its clips stay, its links open nothing any more."""
    async with call.context.database.session() as session:
        await session.delete(await own_reel(session, call))
        return Nothing()


async def _fill(session: AsyncSession, call: Call, reel: Reel, body: NewReel) -> None:
    if len(body.clips) > call.context.settings.review.reel_clips:
        raise ApiError("too_many_in_reel")
    there = {entry.clip_id: entry for entry in reel.entries}
    entries = []
    for position, id in enumerate(dict.fromkeys(body.clips)):
        clip = await clips.by_id(session, id)
        if clip is None or not is_own(clip, call.person):
            raise ApiError("no_such_clip")
        entry = there.get(id) or ReelClip(clip_id=id)
        entry.position = position
        entries.append(entry)
    reel.title, reel.entries, reel.changed_at = body.title, entries, call.context.now_ms()


async def _whole(session: AsyncSession, call: Call, reel_id: str) -> ReelCard:
    found = await clips.reel_by_id(session, reel_id)
    assert found is not None, "it was just written"
    return _reel(found, call.person)


async def own_reel(session: AsyncSession, call: Call) -> Reel:
    """The reel of the path, if it is the person's. Raises `ApiError` `no_such_reel`."""
    found = await clips.reel_by_id(session, call.part("reel"))
    if found is None or not (call.person.is_operator or found.owner_id == call.person.user_id):
        raise ApiError("no_such_reel")
    return found


def _reel(found: Reel, person: Person) -> ReelCard:
    every = sorted(found.entries, key=lambda entry: entry.position)
    return ReelCard(
        id=found.id,
        title=found.title,
        changed_at=found.changed_at,
        clips=[clip_card(entry.clip, person) for entry in every],
    )


_REEL = ("no_such_reel", "no_such_clip", "too_many_in_reel")
_ONE = "/api/reels/{reel}"

ROUTES = (
    Route(
        "GET",
        "/api/reels",
        list_reels,
        "One's own reels.",
        answer=Reels,
        errors=("invalid_field",),
        queries=(PAGE_QUERY,),
    ),
    Route(
        "POST",
        "/api/reels",
        make_reel,
        "Put clips in a row.",
        body=NewReel,
        answer=ReelCard,
        status=201,
        errors=(*_REEL[1:], "too_many_reels"),
    ),
    Route("GET", _ONE, show_reel, "A reel.", answer=ReelCard, errors=_REEL[:1]),
    Route("PUT", _ONE, change_reel, "Change a reel.", body=NewReel, answer=ReelCard, errors=_REEL),
    Route("DELETE", _ONE, delete_reel, "Forget a reel.", answer=Nothing, errors=_REEL[:1]),
)
