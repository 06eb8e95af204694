"""Collections that people put together of recordings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import ColumnElement, and_
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import collections
from server.data.models import Collection
from server.library import access
from server.library.collections import audience_of
from server.web.admission import admitted
from server.web.collectioncards import NOTHING, collection_card, collection_whole, visible
from server.web.collectionshapes import (
    MOST_ITEMS,
    PAGE,
    AddedRecording,
    ChangedCollection,
    Collections,
    CollectionWhole,
    NewCollection,
    WantedRecordings,
)
from server.web.errors import ApiError
from server.web.finding import seen_by
from server.web.librarywish import MINE, is_wanted
from server.web.noting import note
from server.web.paging import PAGE_QUERY, page_of, pages_of
from server.web.routes import Call, Query, Route
from server.web.shapes import Nothing


async def list_collections(call: Call) -> Collections:
    """One's own and those that are shared with one; with `recording` those that have it."""
    page = page_of(call)
    async with call.context.database.session() as session:
        wanted = await _wanted(session, call)
        total, found = await collections.page(session, wanted, (page - 1) * PAGE, PAGE)
        counts = await collections.counted(session, [each.id for each in found], await seen_by(session, call))
        listed = [collection_card(call, each, counts.get(each.id, NOTHING)) for each in found]
    return Collections(total=total, page=page, pages=pages_of(total, PAGE), collections=listed)


async def show_collection(call: Call) -> CollectionWhole:
    async with call.context.database.session() as session:
        return await collection_whole(session, call, await _found(session, call))


async def make_collection(call: Call) -> CollectionWhole:
    """A new one, which is its maker's."""
    wanted: NewCollection = call.body
    for recording in dict.fromkeys(wanted.recordings):
        await admitted(call, Act.SEE, recording)
    async with call.context.database.session() as session:
        collection = Collection(
            owner_id=call.person.user.id if call.person.user else None,
            title=wanted.title.strip() or wanted.title,
            description=wanted.description,
            changed_at=call.context.now_ms(),
        )
        session.add(collection)
        await session.flush()
        await _share(session, call, collection, wanted.scope)
        await collections.set_items(session, collection.id, wanted.recordings)
        return await collection_whole(session, call, await _found(session, call, collection.id))


async def change_collection(call: Call) -> CollectionWhole:
    async def describe(session: AsyncSession, collection: Collection) -> None:
        wanted: ChangedCollection = call.body
        collection.title = wanted.title or collection.title
        if wanted.description is not None:
            collection.description = wanted.description
        if wanted.scope is not None:
            await _share(session, call, collection, None if wanted.scope == "private" else wanted.scope)

    return await _changed(call, describe)


async def remove_collection(call: Call) -> Nothing:
    """Its recordings stay in the library."""
    async with call.context.database.session() as session:
        collection = await _own(session, call)
        note(session, call, "remove_collection", collection.id)
        await collections.remove(session, collection)
    return Nothing()


async def order_recordings(call: Call) -> CollectionWhole:
    """All of its recordings in their order: it can lose some so, and gain none."""
    wanted: WantedRecordings = call.body

    async def order(session: AsyncSession, collection: Collection) -> None:
        had = await collections.items(session, collection.id)
        seen = await visible(session, call, had)
        # What its owner may not see at present keeps its place behind the others.
        hidden = [each for each in had if each not in seen]
        kept = [each for each in wanted.recordings if each in had]
        await collections.set_items(session, collection.id, [*kept, *hidden])

    return await _changed(call, order)


async def add_recording(call: Call) -> CollectionWhole:
    """Put a recording behind the others; once more does nothing."""
    wanted: AddedRecording = call.body
    await admitted(call, Act.SEE, wanted.recording)

    async def add(session: AsyncSession, collection: Collection) -> None:
        had = await collections.items(session, collection.id)
        if wanted.recording not in had and len(had) >= MOST_ITEMS:
            raise ApiError("collection_full")
        await collections.set_items(session, collection.id, [*had, wanted.recording])

    return await _changed(call, add)


async def take_out(call: Call) -> CollectionWhole:
    async def leave_out(session: AsyncSession, collection: Collection) -> None:
        had = await collections.items(session, collection.id)
        left = [each for each in had if each != call.part("recording")]
        await collections.set_items(session, collection.id, left)

    return await _changed(call, leave_out)


async def _changed(
    call: Call, change: Callable[[AsyncSession, Collection], Awaitable[None]]
) -> CollectionWhole:
    """Let its owner change the collection of the path, and answer it as it is then."""
    async with call.context.database.session() as session:
        collection = await _own(session, call)
        await change(session, collection)
        collection.changed_at = call.context.now_ms()
        return await collection_whole(session, call, collection)


async def _wanted(session: AsyncSession, call: Call) -> ColumnElement[bool]:
    """The collections that the request's parameters ask for, of those that the person sees."""
    mine, recording = is_wanted(call, "mine"), call.request.query.get("recording")
    wanted = collections.owned_by(call.person) if mine else await _shared(session, call)
    return and_(wanted, collections.with_recording(recording)) if recording else wanted


async def _shared(session: AsyncSession, call: Call) -> ColumnElement[bool]:
    return collections.shared_with(call.person, await access.nodes_of(session, call.person))


async def _found(session: AsyncSession, call: Call, id: str | None = None) -> Collection:
    condition = await _shared(session, call)
    found = await collections.by_id(session, id or call.part("collection"), condition)
    if found is None:
        raise ApiError("no_such_collection")
    return found


async def _own(session: AsyncSession, call: Call) -> Collection:
    """The collection of the path, if whoever asks may change it. Raises `ApiError`."""
    found = await _found(session, call)
    if call.person.user is not None and found.owner_id != call.person.user.id:
        raise ApiError("forbidden")
    return found


async def _share(session: AsyncSession, call: Call, collection: Collection, scope: str | None) -> None:
    nodes = set() if scope is None else await audience_of(session, call.person, scope)
    if nodes is None:
        raise ApiError("invalid_field", "scope")
    await collections.share(session, collection, scope, nodes)
    if scope is not None:
        note(session, call, "share_collection", collection.id, scope=scope)


_ALL, _ONE = "/api/collections", "/api/collections/{collection}"
_SEEN = ("no_such_collection",)
_OWN = ("no_such_collection", "forbidden")
_OF = Query("recording", "Those alone that have this recording.", "^[a-z0-9]+$")

ROUTES = (
    Route(
        "GET",
        _ALL,
        list_collections,
        "Collections.",
        answer=Collections,
        queries=(_OF, MINE, PAGE_QUERY),
        errors=("invalid_field",),
    ),
    Route(
        "POST",
        _ALL,
        make_collection,
        "Make a collection.",
        body=NewCollection,
        answer=CollectionWhole,
        status=201,
        errors=("no_such_recording",),
    ),
    Route("GET", _ONE, show_collection, "One collection.", answer=CollectionWhole, errors=_SEEN),
    Route(
        "PATCH",
        _ONE,
        change_collection,
        "Rename, describe or share a collection.",
        body=ChangedCollection,
        answer=CollectionWhole,
        errors=_OWN,
    ),
    Route("DELETE", _ONE, remove_collection, "Remove a collection.", answer=Nothing, errors=_OWN),
    Route(
        "PUT",
        f"{_ONE}/recordings",
        order_recordings,
        "Order the recordings of a collection.",
        body=WantedRecordings,
        answer=CollectionWhole,
        errors=_OWN,
    ),
    Route(
        "POST",
        f"{_ONE}/recordings",
        add_recording,
        "Put a recording into a collection.",
        body=AddedRecording,
        answer=CollectionWhole,
        errors=(*_OWN, "no_such_recording", "collection_full"),
    ),
    Route(
        "DELETE",
        f"{_ONE}/recordings/{{recording}}",
        take_out,
        "Take a recording out of a collection.",
        answer=CollectionWhole,
        errors=_OWN,
    ),
)
