"""One recording as a resource: its words, how they were before, and who uses it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import people
from server.data.models import Attachment, ResourceVersion, User
from server.library import terms, versions
from server.library.standing import acts
from server.library.usage import used_by
from server.web.admission import Admission, admitted
from server.web.errors import ApiError
from server.web.libraryshapes import ResourceWhole, ResourceWords, Version, Versions
from server.web.noting import note
from server.web.resourcecards import cards
from server.web.routes import Call, Route
from server.web.shapes import TeacherName

_LISTS = {"licence": terms.LICENCES, "language": terms.LANGUAGES, "grade": {"": (), **terms.GRADES}}
#: What may be taken back by saying null; of the others null says nothing.
_NULLABLE = ("cover_ms",)


async def show_resource(call: Call) -> ResourceWhole:
    """All that its page shows, also of one in the trash to whoever may restore it."""
    found = await admitted(call, Act.SEE)
    async with call.context.database.session() as session:
        return await _whole(session, call, found)


async def change_words(call: Call) -> ResourceWhole:
    """Change what its owner says of it; a field that is not sent stays."""
    found = await admitted(call, Act.EDIT)
    words: ResourceWords = call.body
    sent = {
        name: value
        for name, value in words.model_dump(include=words.model_fields_set).items()
        if value is not None or name in _NULLABLE
    }
    _check(found, sent)
    return await _changed(call, found, sent)


async def list_versions(call: Call) -> Versions:
    """What it was before, for those who may change it."""
    found = await admitted(call, Act.EDIT)
    async with call.context.database.session() as session:
        kept = await versions.versions(session, found.recording.id)
        names = await people.names(session, {each.by for each in kept if each.by})
    return Versions(versions=[_version(each, names) for each in kept])


async def restore_version(call: Call) -> ResourceWhole:
    """Make the words of an earlier version its words again; its publication stays as it is."""
    found = await admitted(call, Act.EDIT)
    n = call.part("n")
    async with call.context.database.session() as session:
        kept = await versions.version(session, found.recording.id, int(n)) if _is_number(n) else None
    if kept is None:
        raise ApiError("no_such_version")
    return await _changed(call, found, _words(kept))


async def _changed(call: Call, found: Admission, sent: dict[str, Any]) -> ResourceWhole:
    resource = found.resource
    async with call.context.database.session() as session:
        session.add(resource)
        await versions.keep_first(session, resource)
        tags = sent.pop("tags", None)
        for name, value in sent.items():
            setattr(resource, name, value)
        if tags is not None:
            await versions.set_tags(session, resource.recording_id, tags)
        await versions.keep_version(session, resource, at=call.context.now_ms(), by=call.person.actor)
        note(session, call, "change_resource", resource.recording_id)
        return await _whole(session, call, found)


def _check(found: Admission, sent: dict[str, Any]) -> None:
    """Raise `ApiError` for what is in no list, or lies outside the recording."""
    for name, known in _LISTS.items():
        if name in sent and sent[name] not in known:
            raise ApiError("invalid_field", name)
    if not sent.get("title", "?").strip():
        raise ApiError("invalid_field", "title")
    if (sent.get("cover_ms") or 0) > max(found.recording.duration_ms, 0):
        raise ApiError("invalid_field", "cover_ms")


async def _whole(session: AsyncSession, call: Call, found: Admission) -> ResourceWhole:
    resource, lesson = found.resource, found.recording.lesson
    [card] = await cards(session, call.person, [resource.recording_id])
    owner = await session.get(User, resource.owner_id) if resource.owner_id else None
    beside = select(func.count()).where(Attachment.recording_id == resource.recording_id)
    return ResourceWhole.model_validate(
        {
            **card.model_dump(),
            **{name: getattr(resource, name) for name in _MORE},
            "lesson": lesson.id,
            "course": lesson.course_id,
            "owner": TeacherName(id=owner.id, name=owner.name) if owner else None,
            "classrooms": [
                f"{place.classroom.school.name} {place.classroom.name}" for place in lesson.places
            ],
            "bytes": found.recording.bytes,
            "used_by": await used_by(session, resource.recording_id),
            "attachments": await session.scalar(beside) or 0,
            "may": sorted(acts(found.standing, resource)),
        }
    )


def _version(kept: ResourceVersion, names: dict[str, str]) -> Version:
    return Version(
        n=kept.n,
        at=kept.at,
        by=names.get(kept.by or "", ""),
        scope=kept.data.get("scope"),
        words=ResourceWords.model_validate(_words(kept)),
    )


def _words(kept: ResourceVersion) -> dict[str, Any]:
    return {name: kept.data[name] for name in ResourceWords.model_fields if name in kept.data}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


_MORE = (
    *("curriculum", "cover_ms", "pupils_picture", "classroom_sound"),
    *("keep_until", "version", "changed_at"),
)
_ONE = "/api/resources/{recording}"
_SEEN = ("no_such_recording",)
_CHANGED = ("no_such_recording", "forbidden", "recording_trashed", "recording_removed")

ROUTES = (
    Route("GET", _ONE, show_resource, "One resource.", answer=ResourceWhole, errors=_SEEN),
    Route(
        "PUT",
        _ONE,
        change_words,
        "Change what is said of a resource.",
        body=ResourceWords,
        answer=ResourceWhole,
        errors=_CHANGED,
    ),
    Route(
        "GET",
        f"{_ONE}/versions",
        list_versions,
        "What a resource was before.",
        answer=Versions,
        errors=_CHANGED,
    ),
    Route(
        "POST",
        f"{_ONE}/versions/{{n}}/restore",
        restore_version,
        "Make the words of an earlier version its words again.",
        answer=ResourceWhole,
        errors=(*_CHANGED, "no_such_version"),
    ),
)
