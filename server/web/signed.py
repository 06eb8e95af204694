"""Addresses of downloads, exports and clips that open for whoever has them, for a while."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.signing import Grantee, SignatureRefused, verify
from server.auth.signing import sign as sign_path
from server.data import recordings, resources
from server.data.models import Recording, Resource
from server.library import access
from server.library.standing import OUTSIDE
from server.library.view import WHOLE, View
from server.web.admission import Admission
from server.web.errors import ApiError
from server.web.routes import Call


@dataclass(frozen=True, slots=True)
class Opened:
    """What a signed address opens, and for whom it was signed."""

    recording: Recording
    resource: Resource
    view: View
    grantee: Grantee


def sign(call: Call, found: Admission, path: str, what: str, *, seconds: int) -> str:
    """
    `path` with a signature, for whoever was admitted to the recording; open it with `opened`.

    `what` is `download`, `export` or `clip`. It is refused once it has expired, and when the recording is
    published otherwise than now, or to nobody any more.
    """
    user = call.visitor.user if call.visitor else None
    grantee = Grantee(
        what=what,
        expires_at=call.context.now_ms() + seconds * 1000,
        actor=call.visitor.actor if call.visitor else "",
        name=user.name if user else "",
        outside=found.standing in OUTSIDE,
        state=_state(found.resource),
    )
    return sign_path(call.context.secret, path, grantee)


async def opened(call: Call, what: str, recording_id: str) -> Opened:
    """
    What the request's signature opens of the recording; the route's access is `ANYBODY`.

    Raises `ApiError`: `bad_signature`, `signature_expired`, `withdrawn`.
    """
    signature = call.request.query.get("sig", "")
    try:
        grantee = verify(call.context.secret, call.request.path, signature, what, call.context.now_ms())
    except SignatureRefused as refused:
        raise ApiError(refused.code) from None
    async with call.context.database.session() as session:
        return await _opened(session, recording_id, grantee)


async def _opened(session: AsyncSession, recording_id: str, grantee: Grantee) -> Opened:
    recording = await recordings.by_id(session, recording_id)
    resource = await resources.of_recording(session, recording_id)
    if recording is None or resource is None or not _is_as_signed(resource, grantee):
        raise ApiError("withdrawn")
    view = await access.view(session, recording.lesson, resource) if grantee.outside else WHOLE
    return Opened(recording, resource, view, grantee)


def _is_as_signed(resource: Resource, grantee: Grantee) -> bool:
    gone = resource.trashed_at is not None or resource.removed_at is not None
    return not gone and _state(resource) == grantee.state


def _state(resource: Resource) -> int:
    return (resource.published_at or 0) if resource.scope is not None else 0
