"""How collections look in the REST interface, to whom they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from server.data import collections
from server.data.collections import Counted
from server.data.models import Collection
from server.library.search.sight import still_seen
from server.web.collectionshapes import CollectionCard, CollectionWhole
from server.web.finding import FINDER, seen_by
from server.web.resourcecards import cards
from server.web.routes import Call
from server.web.shapes import TeacherName

NOTHING: Counted = (0, None)


async def collection_whole(session: AsyncSession, call: Call, collection: Collection) -> CollectionWhole:
    """The collection with the recordings that the person may see now."""
    had = await collections.items(session, collection.id)
    counts = await collections.counted(session, [collection.id], await seen_by(session, call))
    return CollectionWhole.model_validate(
        {
            **collection_card(call, collection, counts.get(collection.id, NOTHING)).model_dump(),
            "recordings": await cards(session, call.person, await visible(session, call, had)),
        }
    )


async def visible(session: AsyncSession, call: Call, recordings: Sequence[str]) -> list[str]:
    """Those of the recordings that the person may see now, in this order."""
    finder = call.request.app[FINDER]
    found = await finder.among(session, call.person, recordings, call.context.now_ms())
    return await still_seen(session, call.person, found)


def collection_card(call: Call, collection: Collection, counted: Counted) -> CollectionCard:
    """The collection alone; what is `counted` are the recordings that the person may see."""
    owner, user = collection.owner, call.person.user
    return CollectionCard.model_validate(
        {
            "id": collection.id,
            "title": collection.title,
            "description": collection.description,
            "owner": TeacherName(id=owner.id, name=owner.name) if owner else None,
            "scope": collection.scope,
            "changed_at": collection.changed_at,
            "count": counted[0],
            "cover": counted[1],
            "mine": user is not None and collection.owner_id == user.id,
        }
    )
