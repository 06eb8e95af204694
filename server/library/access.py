"""Who may find and see which recordings, as the database knows it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from media.recording.names import track_name
from server.auth.person import Person
from server.auth.rights import OVERSEEING, Rights, schools_of
from server.data import places
from server.data.models import (
    Attendance,
    Classroom,
    Duty,
    Lesson,
    LessonClassroom,
    Recording,
    Resource,
    ResourceAudience,
    User,
)
from server.library import tree
from server.library.standing import OUTSIDE, PUBLIC, Reader, Standing, standing
from server.library.view import View
from server.review import membership


async def nodes_of(session: AsyncSession, person: Person) -> frozenset[str]:
    """The nodes whose people the person belongs to: own school and grants' scopes, with all above them."""
    nodes = tree.nodes_of(person)
    return frozenset() if nodes is None else frozenset(await session.scalars(nodes))


async def audience(session: AsyncSession, recording_id: str) -> frozenset[str]:
    """The nodes that a recording is published to."""
    query = select(ResourceAudience.node).where(ResourceAudience.recording_id == recording_id)
    return frozenset(await session.scalars(query))


async def standing_of(
    session: AsyncSession, person: Person | None, recording: Recording, resource: Resource
) -> Standing:
    """
    How somebody stands to a recording whose lesson is loaded whole, as `standing` decides it.

    Every piece of a replay asks this: what is known without the database is not asked of it.
    """
    lesson = recording.lesson
    if person is None:
        return standing(Reader(), lesson, resource, frozenset())
    close = standing(Reader(person, Rights(person, {})), lesson, resource, frozenset())
    if close in (Standing.OPERATOR, Standing.OWNER):
        return close
    reader = Reader(person, Rights(person, await places.ancestors(session, schools_of(lesson))))
    close = standing(reader, lesson, resource, frozenset())
    if close not in OUTSIDE:
        return close
    reviews = await membership.reviews(session, person, recording.id)
    if close is not Standing.NONE or reviews or resource.scope is None:
        return standing(reader, lesson, resource, frozenset(), reviews=reviews)
    reader = replace(reader, nodes=await nodes_of(session, person))
    return standing(reader, lesson, resource, await audience(session, recording.id))


async def view(session: AsyncSession, lesson: Lesson, resource: Resource) -> View:
    """What those are served who see the recording through its publication alone."""
    rural = await rural_members(session, lesson)
    return View(resource.pupils_picture, resource.classroom_sound, rural, by_publication=True)


async def rural_members(session: AsyncSession, lesson: Lesson) -> frozenset[str]:
    """Whoever was ever a rural classroom in the lesson, by the names that files have."""
    came = select(Attendance.member).where(Attendance.lesson_id == lesson.id, Attendance.role == "rural")
    members = {place.classroom_id for place in lesson.places} | set(await session.scalars(came.distinct()))
    return frozenset(track_name(member) for member in members)


def visible_to(person: Person | None) -> ColumnElement[bool]:
    """
    A condition over `Resource`: what somebody may see, as `standing` and `acts` decide it of one.

    What is in the trash or removed is not among it. `None` is somebody without an account.
    """
    there = and_(Resource.trashed_at.is_(None), Resource.removed_at.is_(None))
    if person is None:
        return and_(there, Resource.scope == PUBLIC)
    if person.user is None:
        return there
    return and_(there, or_(_published_to(person), _is_own(person.user), _is_overseen(person, person.user)))


def kept_by(person: Person) -> ColumnElement[bool]:
    """A condition over `Resource`: what somebody may put into the trash and take out of it."""
    if person.user is None:
        return true()
    return or_(_is_own(person.user), _is_over(person.scopes(Duty.ADMINISTRATOR)))


def _published_to(person: Person) -> ColumnElement[bool]:
    nodes = tree.nodes_of(person)
    assert nodes is not None, "an operator sees everything"
    reached = select(ResourceAudience.recording_id).where(ResourceAudience.node.in_(nodes))
    within = and_(Resource.scope.is_not(None), Resource.recording_id.in_(reached))
    return or_(Resource.scope == PUBLIC, within)


def _is_own(user: User) -> ColumnElement[bool]:
    taught = select(Recording.id).join(Lesson, Lesson.id == Recording.lesson_id)
    return or_(
        Resource.owner_id == user.id, Resource.recording_id.in_(taught.where(Lesson.teacher_id == user.id))
    )


def _is_overseen(person: Person, user: User) -> ColumnElement[bool]:
    return or_(
        Resource.recording_id.in_(membership.reviewed_by(user.id)), _is_over(person.scopes(*OVERSEEING))
    )


def _is_over(scopes: frozenset[str]) -> ColumnElement[bool]:
    """Every school of the lesson lies within one of these nodes, and there is one."""
    if not scopes:
        return false()
    covered = tree.schools_within(scopes)
    takes_part = select(LessonClassroom.lesson_id).where(LessonClassroom.lesson_id == Lesson.id)
    elsewhere = takes_part.join(Classroom, Classroom.id == LessonClassroom.classroom_id)
    elsewhere = elsewhere.where(Classroom.school_id.not_in(covered))
    master = aliased(Classroom)
    nowhere = and_(master.id.is_(None), ~takes_part.exists())
    inside = and_(or_(master.id.is_(None), master.school_id.in_(covered)), ~elsewhere.exists())
    # Asked of one row after the other: a page of the newest is found before all are looked at.
    found = (
        select(Recording.id)
        .join(Lesson, Lesson.id == Recording.lesson_id)
        .outerjoin(master, master.id == Lesson.master_classroom_id)
        .outerjoin(User, User.id == Lesson.teacher_id)
        .where(Recording.id == Resource.recording_id)
        .correlate(Resource)
    )
    over = or_(and_(nowhere, User.school_id.in_(covered)), and_(~nowhere, inside))
    return found.where(over).exists()
