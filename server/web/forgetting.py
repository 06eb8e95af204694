"""Delete a classroom from a recording for good, where somebody has the right to be forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import attendance, people, places
from server.data.models import Forgetting
from server.library import forgetting
from server.library.copies import takes_by_member
from server.library.keeping import NotDone
from server.web.admission import Admission, admitted
from server.web.errors import ApiError
from server.web.keeping import KEEPING
from server.web.noting import note
from server.web.publicationshapes import (
    Forgettable,
    ForgettableMember,
    ForgottenMember,
    WantedForgetting,
)
from server.web.routes import Call, Route


async def list_forgettable(call: Call) -> Forgettable:
    """Whose takes the recording has, and what was deleted of it already."""
    found = await admitted(call, Act.FORGET)
    owned = await asyncio.to_thread(takes_by_member, _folder(call, found))
    async with call.context.database.session() as session:
        done = await forgetting.of_recording(session, found.recording.id)
        names = await _names(session, found, {*owned, *(each.member for each in done)})
    members = [
        ForgettableMember(
            member=id,
            name=names[id],
            takes=len(takes),
            pupils_camera=any(take.source == f"{id}/pupils" for take in takes),
        )
        for id, takes in owned.items()
    ]
    return Forgettable(members=members, forgotten=[_forgotten(each, names) for each in done])


async def forget(call: Call) -> ForgottenMember:
    """Delete it from the folder and from every copy; answers when that is done, or will be tried again."""
    found, wanted = await admitted(call, Act.FORGET), call.body
    if found.recording.state == "recording":
        raise ApiError("recording_running")
    if wanted.member not in await asyncio.to_thread(takes_by_member, _folder(call, found)):
        raise ApiError("no_such_member")
    async with call.context.database.session() as session:
        names = await _names(session, found, {wanted.member})
        row = _row(call, found, wanted)
        session.add(row)
        note(session, call, "forget_member", found.recording.id, member=wanted.member, what=wanted.what)
    row.recording = found.recording
    # What is not done now is done by a later round: the row says so.
    with suppress(NotDone):
        row.takes = await call.request.app[KEEPING].forget(row)
        row.done_at = call.context.now_ms()
    return _forgotten(row, names)


def _row(call: Call, found: Admission, wanted: WantedForgetting) -> Forgetting:
    return Forgetting(
        recording_id=found.recording.id,
        member=wanted.member,
        what=wanted.what,
        reason=wanted.reason,
        by=call.person.actor,
        at=call.context.now_ms(),
        takes=[],
    )


def _folder(call: Call, found: Admission) -> Path:
    return call.context.settings.recordings_folder / found.recording.lesson_id


async def _names(session: AsyncSession, found: Admission, members: Collection[str]) -> dict[str, str]:
    """What members are called: classrooms and people by their names now, others as they came."""
    came = {note.member: note.name for note in await attendance.of_lesson(session, found.recording.lesson_id)}
    known = await people.names(session, members) | await places.names(session, members)
    return {member: known.get(member) or came.get(member) or member for member in members}


def _forgotten(row: Forgetting, names: dict[str, str]) -> ForgottenMember:
    return ForgottenMember.model_validate(
        {
            "member": row.member,
            "name": names.get(row.member, row.member),
            "what": row.what,
            "reason": row.reason,
            "at": row.at,
            "done_at": row.done_at,
            "takes": len(row.takes),
        }
    )


_ERRORS = ("no_such_recording", "recording_removed", "forbidden")
_ONE = "/api/resources/{recording}/forget"

ROUTES = (
    Route(
        "GET",
        _ONE,
        list_forgettable,
        "Who is in the recording and may be deleted from it.",
        answer=Forgettable,
        errors=_ERRORS,
    ),
    Route(
        "POST",
        _ONE,
        forget,
        "Delete a classroom from the recording for good.",
        body=WantedForgetting,
        answer=ForgottenMember,
        errors=(*_ERRORS, "recording_running", "no_such_member"),
    ),
)
