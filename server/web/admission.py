"""Whom a recording is served to: every request for any part of one passes here."""

from __future__ import annotations

from server.auth.rights import Act
from server.data import recordings
from server.data.models import Recording
from server.web.address import client_address
from server.web.context import VIEWS
from server.web.errors import ApiError
from server.web.lessons import rights_in
from server.web.routes import Call


async def recording_for(call: Call) -> Recording:
    """The recording of the path, if the person may watch it; the view is noted. Raises `ApiError`."""
    async with call.context.database.session() as session:
        recording = await recordings.by_id(session, call.part("recording"))
        if recording is None:
            raise ApiError("no_such_recording")
        rights = await rights_in(session, call, [recording.lesson])
        if not rights.may(Act.WATCH, recording.lesson):
            raise ApiError("no_such_recording")
        address = client_address(call.request, call.context.settings.http)
        views = call.request.app[VIEWS]
        await views.note(session, call.person, recording.id, at=call.context.now_ms(), address=address)
    return recording
