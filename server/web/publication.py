"""Publish a recording, change how, and take it back."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import places, watching
from server.data.models import Recording, Resource
from server.library import access, publication
from server.library.publication import Publication
from server.library.retention import kept_until
from server.web.admission import Admission, admitted
from server.web.errors import ApiError
from server.web.fitness import fitness_of
from server.web.noting import note
from server.web.publicationshapes import PublicationCard, PublishedTo, WantedPublication
from server.web.routes import Call, Route

#: States of a recording that has come to its end with something in it.
FINISHED = frozenset({"ready", "recovered"})


async def show_publication(call: Call) -> PublicationCard:
    """How it is published now."""
    found = await admitted(call, Act.PUBLISH)
    async with call.context.database.session() as session:
        return await _card(session, call, found.recording, found.resource)


async def publish(call: Call) -> PublicationCard:
    """Publish it, or change how; what it leaves out is not served any more from now on."""
    found, wanted = await admitted(call, Act.PUBLISH), call.body
    _check(call, found, wanted)
    if not wanted.despite and (await fitness_of(call, found)).verdict == "unfit":
        raise ApiError("recording_unfit")
    async with call.context.database.session() as session:
        session.add(found.resource)
        await publication.publish(
            session, found.recording.lesson, found.resource, _wish(wanted),
            at=call.context.now_ms(), by=call.person.actor,
        )  # fmt: skip
        note(session, call, "publish_recording", found.recording.id, scope=wanted.scope, goes=_goes(wanted))
        card = await _card(session, call, found.recording, found.resource)
    await tell_rooms(call, found.recording.id)
    return card


async def withdraw(call: Call) -> PublicationCard:
    """Take it back, at once and also for those who watch it now; once more does nothing."""
    found = await admitted(call, Act.PUBLISH)
    async with call.context.database.session() as session:
        if found.resource.scope is not None:
            session.add(found.resource)
            at = call.context.now_ms()
            await publication.withdraw(session, found.resource, at=at, by=call.person.actor)
            note(session, call, "withdraw_recording", found.recording.id)
        card = await _card(session, call, found.recording, found.resource)
    await tell_rooms(call, found.recording.id)
    return card


async def tell_rooms(call: Call, recording_id: str) -> None:
    """Let the rooms that watch the recording together ask anew whether they may."""
    async with call.context.database.session() as session:
        lessons = await watching.lessons_with(session, recording_id)
    for lesson in lessons:
        await call.context.rooms.courseware_changed(lesson)


def _check(call: Call, found: Admission, wanted: WantedPublication) -> None:
    if found.recording.state == "recording":
        raise ApiError("recording_running")
    if found.recording.state not in FINISHED:
        raise ApiError("recording_empty")
    if wanted.keep_until is not None and wanted.keep_until <= call.context.now_ms():
        raise ApiError("invalid_field", "keep_until")


def _goes(wanted: WantedPublication) -> str:
    """What of the classrooms goes along, for the audit."""
    parts = {"pupils_picture": wanted.pupils_picture, "classroom_sound": wanted.classroom_sound}
    return " ".join(name for name, goes in parts.items() if goes)


def _wish(wanted: WantedPublication) -> Publication:
    return Publication(wanted.scope, wanted.pupils_picture, wanted.classroom_sound, wanted.keep_until)


async def _card(
    session: AsyncSession, call: Call, recording: Recording, resource: Resource
) -> PublicationCard:
    names = await places.names(session, await access.audience(session, recording.id))
    return PublicationCard.model_validate(
        {
            "scope": resource.scope,
            "pupils_picture": resource.pupils_picture,
            "classroom_sound": resource.classroom_sound,
            "published_at": resource.published_at,
            "keep_until": resource.keep_until,
            "kept_until": kept_until(resource, recording, call.context.settings.retention),
            "version": resource.version,
            "reaches": [PublishedTo(id=id, name=name) for id, name in sorted(names.items())],
        }
    )


_ERRORS = ("no_such_recording", "recording_trashed", "recording_removed", "forbidden")
_ONE = "/api/resources/{recording}"

ROUTES = (
    Route(
        "GET",
        f"{_ONE}/publication",
        show_publication,
        "How the recording is published.",
        answer=PublicationCard,
        errors=_ERRORS,
    ),
    Route(
        "POST",
        f"{_ONE}/publish",
        publish,
        "Publish the recording, or change how it is published.",
        body=WantedPublication,
        answer=PublicationCard,
        errors=(*_ERRORS, "recording_running", "recording_empty", "recording_unfit"),
    ),
    Route(
        "POST",
        f"{_ONE}/withdraw",
        withdraw,
        "Take the publication back.",
        answer=PublicationCard,
        errors=_ERRORS,
    ),
)
