"""Whom a recording is served to, and what of it: every request for any part of one passes here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import recordings, resources
from server.data.models import Recording, Resource
from server.library import access
from server.library.standing import OUTSIDE, Standing, acts
from server.library.view import WHOLE, View
from server.web.address import client_address
from server.web.context import VIEWS
from server.web.errors import ApiError
from server.web.routes import Call
from server.web.watched import watched_by_ticket
from signaling.claims import Claims


@dataclass(frozen=True, slots=True)
class Admission:
    """A recording that somebody may do something with; `view` says which takes of it are served."""

    recording: Recording
    resource: Resource
    view: View
    standing: Standing
    #: Who asks by the ticket of a room in which it is open.
    guest: Claims | None = None

    def may(self, act: Act) -> bool:
        return act in acts(self.standing, self.resource)


async def admitted(call: Call, act: Act = Act.WATCH, recording: str | None = None) -> Admission:
    """
    The recording of the path, or of the id `recording`, if whoever asks may do `act` with it.

    Whoever reads anything of it is noted in the audit. The route's access is `SIGNED_IN`, or `VIEWER` where
    what is public is for everybody. Raises `ApiError`: `not_signed_in`, `no_such_recording` when it may
    not even be seen, `recording_trashed`, `recording_removed`, else `forbidden`.
    """
    async with call.context.database.session() as session:
        found = await _found(session, call, recording or call.part("recording"))
        _check(call, found, act)
        if act is Act.WATCH:
            await _note(session, call, found)
    return found


async def _note(session: AsyncSession, call: Call, found: Admission) -> None:
    views, at = call.request.app[VIEWS], call.context.now_ms()
    address = client_address(call.request, call.context.settings.http)
    id, guest = found.recording.id, found.guest
    if guest is not None:
        views.note_member(session, guest.sub, guest.lesson, id, at=at, address=address)
    else:
        await views.note(session, call.visitor, id, at=at, address=address)


async def _found(session: AsyncSession, call: Call, recording_id: str) -> Admission:
    recording = await recordings.by_id(session, recording_id)
    if recording is None:
        raise _nothing(call)
    resource = await resources.ensure(session, recording)
    watched = await watched_by_ticket(session, call, recording, resource)
    if watched is not None:
        return Admission(recording, resource, watched.view, Standing.PASSER_BY, watched.guest)
    stands = await access.standing_of(session, call.visitor, recording, resource)
    view = await access.view(session, recording.lesson, resource) if stands in OUTSIDE else WHOLE
    return Admission(recording, resource, view, stands)


def _check(call: Call, found: Admission, act: Act) -> None:
    if found.may(act):
        return
    if not found.may(Act.SEE):
        raise _nothing(call)
    if found.resource.removed_at is not None:
        raise ApiError("recording_removed")
    raise ApiError("recording_trashed" if found.resource.trashed_at is not None else "forbidden")


def _nothing(call: Call) -> ApiError:
    # Whoever has no account learns nothing of what there is.
    return ApiError("no_such_recording" if call.visitor else "not_signed_in")
