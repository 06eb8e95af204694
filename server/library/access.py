"""Who may find and see which recordings, as the database knows it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from media.recording.names import track_name
from server.auth.person import Person
from server.data import places
from server.data.models import Attendance, Classroom, Lesson, Resource, ResourceAudience, ScopeKind
from server.library.view import View


async def nodes_of(session: AsyncSession, person: Person) -> frozenset[str]:
    """The nodes whose people the person belongs to: own school and grants' scopes, with all above them."""
    if person.user is None:
        return frozenset()
    granted = {kind: _granted(person, kind) for kind in ScopeKind}
    rooms = granted[ScopeKind.CLASSROOM]
    schools = set(granted[ScopeKind.SCHOOL]) | {person.user.school_id or ""}
    if rooms:
        schools |= set(await session.scalars(select(Classroom.school_id).where(Classroom.id.in_(rooms))))
    above = await places.ancestors(session, schools - {""})
    found = rooms.union(*above.values())
    return found | await places.regions_above(session, granted[ScopeKind.REGION])


async def audience(session: AsyncSession, recording_id: str) -> frozenset[str]:
    """The nodes that a recording is published to."""
    query = select(ResourceAudience.node).where(ResourceAudience.recording_id == recording_id)
    return frozenset(await session.scalars(query))


async def view(session: AsyncSession, lesson: Lesson, resource: Resource) -> View:
    """What those are served who see the recording through its publication alone."""
    return View(resource.pupils_picture, resource.classroom_sound, await rural_members(session, lesson))


async def rural_members(session: AsyncSession, lesson: Lesson) -> frozenset[str]:
    """Whoever was ever a rural classroom in the lesson, by the names that files have."""
    came = select(Attendance.member).where(Attendance.lesson_id == lesson.id, Attendance.role == "rural")
    members = {place.classroom_id for place in lesson.places} | set(await session.scalars(came.distinct()))
    return frozenset(track_name(member) for member in members)


def _granted(person: Person, kind: ScopeKind) -> frozenset[str]:
    return frozenset(grant.scope_id for grant in person.grants if grant.scope_kind == kind)
