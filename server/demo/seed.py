"""Put the demonstration's world into a database; doing it again only adds what is missing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.passwords import hash_password
from server.auth.tokens import digest
from server.data import lessons
from server.data.ids import new_id
from server.data.models import (
    Base,
    Classroom,
    Course,
    Grant,
    Lesson,
    PairedSchool,
    Pairing,
    Region,
    School,
    ScopeKind,
    Terminal,
    User,
)
from server.demo import world
from server.demo.library import describe_recordings
from server.demo.world import DemoPerson, DemoSchool, demo_id
from server.web.calendar import day_bounds, local

_Row = TypeVar("_Row", bound=Base)
#: A lesson is around now from this time before it begins until so much before its end.
BEFORE, LEFT = timedelta(minutes=15), timedelta(minutes=10)


async def seed(session: AsyncSession, secret: str, now: int, zone: ZoneInfo) -> None:
    """The whole world and the timetable of the day of `now` (Unix milliseconds)."""
    await _places(session, secret)
    await _people(session, secret, now)
    await _pairing(session)
    await _timetable(session, now, zone)
    await describe_recordings(session, now)


async def _places(session: AsyncSession, secret: str) -> None:
    for key, parent, kind, name in world.REGIONS:
        parent_id = demo_id(parent) if parent else None
        await _ensure(session, Region(id=demo_id(key), parent_id=parent_id, kind=kind, name=name))
    for school in world.SCHOOLS:
        await _school(session, school, secret)


async def _school(session: AsyncSession, school: DemoSchool, secret: str) -> None:
    centre = demo_id(school.centre) if school.centre else None
    row = School(id=demo_id(school.key), region_id=demo_id(school.region), centre_id=centre, name=school.name)
    await _ensure(session, row)
    classroom = classroom_id(school)
    await _ensure(session, Classroom(id=classroom, school_id=row.id, kind=school.kind, name=school.classroom))
    if school.kind == "rural":
        key_hash = digest(world.demo_key(secret, school.key))
        row_id = demo_id(f"{school.key} terminal")
        terminal = Terminal(id=row_id, classroom_id=classroom, name=f"{school.name}终端", key_hash=key_hash)
        stored = await _ensure(session, terminal)
        # The links are derived from the server's secret, which may have been made anew.
        stored.key_hash = key_hash


def classroom_id(school: DemoSchool) -> str:
    return demo_id(f"{school.key} classroom")


async def _people(session: AsyncSession, secret: str, now: int) -> None:
    missing = [person for person in world.PEOPLE if await session.get(User, user_id(person)) is None]
    if missing:
        # One password for all, so one hash: each takes its time on purpose.
        password_hash = hash_password(world.demo_password(secret))
        session.add_all(_user(person, password_hash, now) for person in missing)
        await session.flush()
    for person in world.PEOPLE:
        grant = Grant(
            id=demo_id(f"grant {person.login}"),
            user_id=user_id(person),
            role=person.duty,
            scope_kind=person.scope,
            scope_id=demo_id(person.place),
        )
        await _ensure(session, grant)


def user_id(person: DemoPerson) -> str:
    return demo_id(f"user {person.login}")


def _user(person: DemoPerson, password_hash: str, now: int) -> User:
    return User(
        id=user_id(person),
        login=person.login,
        name=person.name,
        password_hash=password_hash,
        school_id=demo_id(person.place) if person.scope is ScopeKind.SCHOOL else None,
        created_at=now,
    )


async def _pairing(session: AsyncSession) -> None:
    pairing = Pairing(id=demo_id("pairing"), name=world.PAIRING, lead_school_id=demo_id("shiyan"))
    await _ensure(session, pairing)
    for school in world.rural_schools():
        ids = {"pairing_id": pairing.id, "school_id": demo_id(school.key)}
        if await session.get(PairedSchool, ids) is None:
            session.add(PairedSchool(**ids))
    course = Course(
        id=demo_id("course"),
        pairing_id=pairing.id,
        teacher_id=demo_id(f"user {world.TEACHER}"),
        title=world.COURSE,
        subject=world.SUBJECT,
    )
    await _ensure(session, course)


async def _timetable(session: AsyncSession, now: int, zone: ZoneInfo) -> None:
    today = local(now, zone).replace(second=0, microsecond=0)
    for hour, minute, title in world.TIMETABLE:
        begin = today.replace(hour=hour, minute=minute)
        lesson_id = demo_id(f"lesson {begin:%Y-%m-%d %H:%M}")
        if await session.get(Lesson, lesson_id) is None:
            await _lesson(session, lesson_id, title, begin, now)
    if not await _something_soon(session, now, zone):
        begin = today - timedelta(minutes=today.minute % 5)
        await _lesson(session, new_id(), world.AROUND_NOW, begin, now)


async def _something_soon(session: AsyncSession, now: int, zone: ZoneInfo) -> bool:
    """Whether a lesson of the day runs, or can be held now."""
    before, left = (span // timedelta(milliseconds=1) for span in (BEFORE, LEFT))
    found = await lessons.between(session, *day_bounds(local(now, zone).date(), zone))
    return any(
        lesson.phase == "live"
        or (lesson.phase == "waiting" and lesson.starts_at - before <= now < lesson.ends_at - left)
        for lesson in found
    )


async def _lesson(session: AsyncSession, lesson_id: str, title: str, begin: datetime, now: int) -> None:
    starts_at = int(begin.timestamp() * 1000)
    lesson = Lesson(
        id=lesson_id,
        course_id=demo_id("course"),
        teacher_id=demo_id(f"user {world.TEACHER}"),
        master_classroom_id=demo_id("shiyan classroom"),
        title=title,
        subject=world.SUBJECT,
        starts_at=starts_at,
        ends_at=starts_at + world.LESSON_MINUTES * 60_000,
        created_at=now,
    )
    await lessons.add(session, lesson, [classroom_id(school) for school in world.rural_schools()])


async def _ensure(session: AsyncSession, row: _Row) -> _Row:
    """The stored row with this id, or the given one, now stored."""
    key: Any = row.__mapper__.primary_key_from_instance(row)
    found = await session.get(type(row), key[0] if len(key) == 1 else tuple(key))
    if found is not None:
        return found
    session.add(row)
    await session.flush()
    return row
