"""Whom somebody may ask to come: classrooms into a lesson, people into watching a recording together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import places
from server.data.models import Classroom, Duty
from server.library import tree
from server.review import people
from server.web.cards import classroom_name
from server.web.errors import ApiError
from server.web.routes import Call, Query, Route
from server.web.watchshapes import FoundClassrooms

#: The form of a lesson in which a recording is watched together.
WATCHING = "observation"
#: In one answer.
OFFERED = 50


async def find_classrooms(call: Call) -> FoundClassrooms:
    """Classrooms with a terminal that the person may ask to watch a recording, by a part of a name."""
    q = call.request.query.get("q", "").strip()[:40]
    async with call.context.database.session() as session:
        scopes = await scopes_to_ask(session, call.person, WATCHING)
        within = None if call.person.is_operator else tree.schools_within(scopes)
        found = await places.with_terminals(session, q, within, OFFERED)
    return FoundClassrooms(classrooms=[classroom_name(each) for each in found])


async def check_classrooms(session: AsyncSession, person: Person, ids: Iterable[str], form: str) -> None:
    """Raises `ApiError` unless the person may ask all of these: `no_such_classroom`, `foreign_classroom`."""
    wanted = set(ids)
    found = await places.classrooms(session, wanted)
    if len(found) < len(wanted):
        raise ApiError("no_such_classroom")
    if person.is_operator or not wanted:
        return
    if not await _lie_within(session, found, await scopes_to_ask(session, person, form)):
        raise ApiError("foreign_classroom")


async def check_people(session: AsyncSession, ids: Sequence[str]) -> None:
    """Raises `ApiError` `no_such_person` unless all have an account that is not locked."""
    if len(await people.active(session, ids)) < len(set(ids)):
        raise ApiError("no_such_person")


async def scopes_to_ask(session: AsyncSession, person: Person, form: str) -> frozenset[str]:
    """
    The nodes below which the person may ask classrooms.

    What is administered, the teacher's own schools and those paired with them; to watch also a researcher's.
    """
    own = person.scopes(Duty.TEACHER)
    studied = person.scopes(Duty.RESEARCHER) if form == WATCHING else frozenset()
    return own | studied | person.scopes(Duty.ADMINISTRATOR) | await places.paired_with(session, own)


async def _lie_within(session: AsyncSession, rooms: Sequence[Classroom], scopes: frozenset[str]) -> bool:
    above = await places.ancestors(session, (room.school_id for room in rooms))
    return all(above[room.school_id] & scopes for room in rooms)


ROUTES = (
    Route(
        "GET",
        "/api/watch/classrooms",
        find_classrooms,
        "Classrooms that one may ask to watch together, by a part of their or their school's name.",
        answer=FoundClassrooms,
        queries=(Query("q", "A part of the name.", r"^.{0,40}$"),),
    ),
)
