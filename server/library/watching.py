"""
What a lesson may watch together, and what of it those in its room are served.

Whoever brings a recording must be able to see it; one that nobody else may see must be theirs to publish.
The room is served what its publication includes, whoever is in it: pupils are left out as they are there.
The right is asked for with every request, so that what is taken back is gone at once.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import OPERATOR, Person
from server.auth.rights import Act, Rights, all_schools
from server.data import people, places, recordings, resources, watching
from server.data.models import Recording, Resource, User, WatchedRecording
from server.library import access
from server.library.standing import Reader, acts, standing
from server.library.view import View
from signaling.tools.playback.state import Playable

#: States of a recording that has come to its end and can be played.
PLAYABLE = frozenset({"ready", "recovered"})


async def playables(session: AsyncSession, lesson_id: str) -> list[Playable]:
    """The recordings that the lesson may watch now."""
    found = []
    for brought in await watching.of_lesson(session, lesson_id):
        recording = await recordings.by_id(session, brought.recording_id)
        resource = await resources.of_recording(session, brought.recording_id)
        if recording and resource and await is_shown(session, brought, recording, resource):
            found.append(_playable(recording, resource))
    return found


async def room_view(
    session: AsyncSession, lesson_id: str, recording: Recording, resource: Resource
) -> View | None:
    """What of the recording those in the lesson's room are served; `None` for nothing."""
    brought = await watching.one(session, lesson_id, recording.id)
    if brought is None or not await is_shown(session, brought, recording, resource):
        return None
    return await access.view(session, recording.lesson, resource)


async def is_open_to(session: AsyncSession, lesson_id: str, recording_id: str) -> bool:
    """Whether those in the lesson's room may be served anything of the recording."""
    recording = await recordings.by_id(session, recording_id)
    resource = await resources.of_recording(session, recording_id)
    if recording is None or resource is None:
        return False
    return await room_view(session, lesson_id, recording, resource) is not None


async def is_shown(
    session: AsyncSession, brought: WatchedRecording, recording: Recording, resource: Resource
) -> bool:
    """Whether whoever has brought it may still show it to others."""
    person = await _person(session, brought.user_id)
    return person is not None and await may_show(session, person, recording, resource)


async def may_show(session: AsyncSession, person: Person, recording: Recording, resource: Resource) -> bool:
    """Whether the person may let others watch the recording; `recording.lesson` is loaded whole."""
    if recording.state not in PLAYABLE:
        return False
    rights = Rights(person, await places.ancestors(session, all_schools([recording.lesson])))
    reader = Reader(person, rights, await access.nodes_of(session, person))
    audience = await access.audience(session, recording.id)
    allowed = acts(standing(reader, recording.lesson, resource, audience), resource)
    return (Act.WATCH if resource.scope is not None else Act.PUBLISH) in allowed


async def _person(session: AsyncSession, user_id: str | None) -> Person | None:
    if user_id is None:
        return OPERATOR
    user = await session.get(User, user_id)
    if user is None or not user.active:
        return None
    return Person(user, None, await people.grants_of(session, user.id))


def _playable(recording: Recording, resource: Resource) -> Playable:
    return Playable(
        recording=recording.id,
        title=resource.title or recording.lesson.title,
        duration_ms=recording.duration_ms,
    )
