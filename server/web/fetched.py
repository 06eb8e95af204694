"""What the classrooms have of a lesson's courseware: told by terminals, read by whoever may see it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.auth.rights import Act
from server.data import fetched
from server.web.cards import classroom_name
from server.web.gate import Access
from server.web.lessons import lesson_for
from server.web.readers import lesson_to_read, terminal_of
from server.web.routes import Call, Route
from server.web.shapes import ClassroomName, Moment, Nothing
from signaling.shape import Shape

Share = Annotated[float, Field(ge=0, le=1)]
#: A lesson has not nearly so many documents.
_MOST = 200


class FetchedShares(Shape):
    """Which share of each document, by id, a terminal has."""

    documents: Annotated[
        dict[Annotated[str, Field(max_length=40)], Share], Field(max_length=_MOST, default_factory=dict)
    ]


class FetchedBy(Shape):
    """What a classroom of the lesson has; `at` is when its terminal said so, None before it has."""

    classroom: ClassroomName
    at: Moment | None
    documents: dict[str, Share]


class Fetched(Shape):
    """Every classroom of the lesson, in the lesson's order."""

    classrooms: list[FetchedBy]


async def tell_fetched(call: Call) -> Nothing:
    """A terminal has so much; only what it said last is kept."""
    lesson = await lesson_to_read(call)
    terminal = await terminal_of(call)
    shares: FetchedShares = call.body
    async with call.context.database.session() as session:
        now = call.context.now_ms()
        await fetched.note(session, lesson.id, terminal.classroom_id, shares.documents, now)
    return Nothing()


async def show_fetched(call: Call) -> Fetched:
    lesson = await lesson_for(call, Act.SEE)
    async with call.context.database.session() as session:
        told = await fetched.of_lesson(session, lesson.id)
    classrooms = []
    for place in lesson.places:
        row = told.get(place.classroom_id)
        at, documents = (row.at, row.documents) if row else (None, {})
        classrooms.append(FetchedBy(classroom=classroom_name(place.classroom), at=at, documents=documents))
    return Fetched(classrooms=classrooms)


_LIST = "/api/lessons/{lesson}/courseware"
_READ = ("no_such_lesson", "forbidden", "bad_token", "terminal_revoked")

ROUTES = (
    Route(
        "PUT",
        f"{_LIST}/fetched",
        tell_fetched,
        "A terminal says what it has of the courseware.",
        Access.READER,
        FetchedShares,
        Nothing,
        errors=_READ,
    ),
    Route(
        "GET",
        f"{_LIST}/fetched",
        show_fetched,
        "What each classroom has of the courseware.",
        answer=Fetched,
        errors=("no_such_lesson", "forbidden"),
    ),
)
