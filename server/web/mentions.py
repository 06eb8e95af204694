"""Who is named in comments: names that are offered, and the list of what names oneself."""

from __future__ import annotations

from server.auth.rights import Act
from server.data import comments, rounds
from server.data.models import Comment, Duty
from server.review import people
from server.review.rounds import readable
from server.web.admission import admitted
from server.web.commentcards import mention
from server.web.commentshapes import FoundPeople, FoundPerson, Mentions, PeoplePage
from server.web.errors import ApiError
from server.web.paging import PAGE_QUERY, page_of, pages_of
from server.web.routes import Call, Query, Route
from server.web.shapes import Nothing

#: In the list.
MOST = 100


async def find_watchers(call: Call) -> FoundPeople:
    """People who may watch the recording, to be named in a comment."""
    found = await admitted(call, Act.COMMENT)
    async with call.context.database.session() as session:
        offered = await people.watchers(session, _wanted(call), found.recording, found.resource)
    return FoundPeople(people=[FoundPerson(id=user.id, name=user.name, school=at) for user, at in offered])


async def list_mentions(call: Call) -> Mentions:
    """The newest comments that name the person, that the person may read."""
    user = call.person.user
    async with call.context.database.session() as session:
        found = await comments.mentioning(session, user.id, MOST) if user else []
    watched = {id: await _may_watch(call, id) for id in {comment.recording_id for comment, _, _ in found}}
    may = [each for each in found if watched[each[0].recording_id] and await _may_read(call, each[0])]
    return Mentions(
        mentions=[mention(comment, seen, title) for comment, seen, title in may],
        unseen=sum(seen is None for _, seen, _ in may),
    )


async def see_mentions(call: Call) -> Nothing:
    """The person has looked at the list."""
    user = call.person.user
    if user:
        async with call.context.database.session() as session:
            await comments.see_mentions(session, user.id, call.context.now_ms())
    return Nothing()


async def _may_read(call: Call, comment: Comment) -> bool:
    """Whether the person is one of those the comment is for."""
    if comment.visibility == "everybody" or comment.author_id == call.person.actor:
        return True
    async with call.context.database.session() as session:
        taken = await rounds.of_user_on(session, call.person.user_id, comment.recording_id)
    return comment.round_id in readable(taken, call.person, call.context.now_ms())


async def _may_watch(call: Call, recording: str) -> bool:
    try:
        await admitted(call, Act.COMMENT, recording)
    except ApiError:
        return False
    return True


async def find_people(call: Call) -> PeoplePage:
    """People by a part of the name, to be asked somewhere; for whoever has a duty."""
    if not call.person.has(*Duty):
        raise ApiError("forbidden")
    q, page = _wanted(call), page_of(call)
    async with call.context.database.session() as session:
        total, offered = await people.colleagues(session, call.person, q, page) if q else (0, ())
    return PeoplePage(
        total=total,
        page=page,
        pages=pages_of(total, people.OFFERED),
        people=[FoundPerson(id=user.id, name=user.name, school=at) for user, at in offered],
    )


def _wanted(call: Call) -> str:
    return call.request.query.get("q", "").strip()[:40]


_Q = Query("q", "A part of the name.", r"^.{0,40}$")

ROUTES = (
    Route(
        "GET",
        "/api/recordings/{recording}/watchers",
        find_watchers,
        "People who may watch the recording, by a part of the name.",
        answer=FoundPeople,
        errors=("no_such_recording", "forbidden"),
        queries=(_Q,),
    ),
    Route("GET", "/api/mentions", list_mentions, "Comments that name one.", answer=Mentions),
    Route("POST", "/api/mentions/seen", see_mentions, "All mentions have been seen.", answer=Nothing),
    Route(
        "GET",
        "/api/people",
        find_people,
        "People by a part of the name.",
        answer=PeoplePage,
        errors=("forbidden", "invalid_field"),
        queries=(_Q, PAGE_QUERY),
    ),
)
