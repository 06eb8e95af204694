"""An open player says that it is open and where: counted once, remembered, told at once when it must stop."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import resources, stale, watching
from server.data.models import Resource, WatchedPlace
from server.web.address import client_address
from server.web.admission import Admission, admitted
from server.web.context import VIEWS
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.keeping import WATCHERS
from server.web.publicationshapes import PlayerPosition, WatchingAnswer
from server.web.routes import Call, Route

#: Its player was open.
COUNTED = "watch_recording"


async def say_watching(call: Call) -> WatchingAnswer:
    """Send it every ten seconds; a refusal means that nothing more of the recording is served."""
    try:
        found = await admitted(call, Act.WATCH)
    except ApiError as refused:
        raise await _why(call, refused) from None
    async with call.context.database.session() as session:
        await call.request.app[WATCHERS].note(session, found.recording.id, call.context.now_ms())
        if found.guest is None:
            await _count(session, call, found)
            await _remember(session, call, found.recording.id)
    view = found.view
    return WatchingAnswer(pupils_picture=view.pupils_picture, classroom_sound=view.classroom_sound)


async def _why(call: Call, refused: ApiError) -> ApiError:
    """What was published before and is not for this person now has been taken back."""
    if refused.code not in ("no_such_recording", "not_signed_in"):
        return refused
    async with call.context.database.session() as session:
        resource = await resources.of_recording(session, call.part("recording"))
    was_published = resource is not None and resource.published_at is not None
    return ApiError("withdrawn") if was_published else refused


async def _remember(session: AsyncSession, call: Call, recording: str) -> None:
    visitor, position_s = call.visitor, call.body.position_s
    if visitor and visitor.user and position_s is not None:
        now, position_ms = call.context.now_ms(), round(1000 * position_s)
        place = WatchedPlace(user_id=visitor.user.id, recording_id=recording, position_ms=position_ms, at=now)
        await watching.keep_place(session, place)


async def _count(session: AsyncSession, call: Call, found: Admission) -> None:
    """The first time of a sign-in, or of an address and day, is a view; an operator's is none."""
    views, address = call.request.app[VIEWS], client_address(call.request, call.context.settings.http)
    id, at = found.recording.id, call.context.now_ms()
    is_first = await views.note(session, call.visitor, id, at=at, address=address, action=COUNTED)
    if is_first and not (call.visitor and call.visitor.is_operator):
        # Counted by the database: two that come at once are two.
        row = Resource.recording_id == id
        await session.execute(update(Resource).where(row).values(views=Resource.views + 1))
        stale.mark(session, id, counts_only=True)


ROUTES = (
    Route(
        "POST",
        "/api/recordings/{recording}/watching",
        say_watching,
        "An open player says that it is open.",
        Access.VIEWER,
        body=PlayerPosition,
        answer=WatchingAnswer,
        errors=("no_such_recording", "recording_trashed", "recording_removed", "withdrawn"),
    ),
)
