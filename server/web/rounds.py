"""Review rounds: several people score recordings by one rubric until a deadline, blind or openly."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import rounds
from server.data.models import Duty, ReviewRound, RoundMember, RoundRecording, ScoreSheet
from server.review import people, results
from server.review.rounds import is_member, is_owner, standing_of, submitted
from server.web.admission import admitted
from server.web.errors import ApiError
from server.web.noting import note
from server.web.paging import PAGE_QUERY, page_of, pages_of
from server.web.roundcards import names_of, round_card
from server.web.roundshapes import ChangedRound, Closing, NewRound, RecordingRounds, RoundCard, Rounds
from server.web.routes import Call, Route
from server.web.rubrics import rubric_for
from server.web.shapes import Nothing

PAGE = 20


async def list_rounds(call: Call) -> Rounds:
    """A page of the rounds that the person has made or scores in, newest first."""
    page = page_of(call)
    async with call.context.database.session() as session:
        total, found = await rounds.of_user(session, call.person.user_id, (page - 1) * PAGE, PAGE)
        cards = await _cards(session, call, found)
    return Rounds(total=total, page=page, pages=pages_of(total, PAGE), rounds=cards)


async def rounds_of_recording(call: Call) -> RecordingRounds:
    """The rounds on a recording that the person is in; whoever may edit it sees those revealed too."""
    admission = await admitted(call)
    edits, now = admission.may(Act.EDIT), call.context.now_ms()
    async with call.context.database.session() as session:
        found = await rounds.of_recording(session, admission.recording.id)
        seen = [
            each for each in found if takes_part(call, each) or (edits and standing_of(each).is_revealed(now))
        ]
        return RecordingRounds(rounds=await _cards(session, call, seen))


async def make_round(call: Call) -> RoundCard:
    """Ask people to score recordings; it lets them watch these."""
    if not call.person.has(*Duty):
        raise ApiError("forbidden")
    body: NewRound = call.body
    await _check_recordings(call, body.recordings)
    limits = call.context.settings.review
    async with call.context.database.session() as session:
        if await rounds.count_of(session, call.person.user_id) >= limits.rounds:
            raise ApiError("too_many_rounds")
        rubric = await rubric_for(session, call, body.rubric)
        made = ReviewRound(
            owner_id=call.person.user_id,
            title=body.title,
            text=body.text,
            rubric=rubric.model_dump(mode="json"),
            blind=body.blind,
            deadline=body.deadline,
            created_at=call.context.now_ms(),
        )
        await _fill(session, call, made, body)
        session.add(made)
        await session.flush()
        note(session, call, "make_round", made.id)
        return await whole(session, call, made.id)


async def show_round(call: Call) -> RoundCard:
    async with call.context.database.session() as session:
        found = await round_for(session, call)
        return await whole(session, call, found.id)


async def change_round(call: Call) -> RoundCard:
    """Change words, deadline, recordings and members: whoever has made it."""
    body: ChangedRound = call.body
    async with call.context.database.session() as session:
        found = await own_round(session, call)
        there = {each.recording_id for each in found.recordings}
    await _check_recordings(call, [each for each in body.recordings if each not in there])
    async with call.context.database.session() as session:
        found = await own_round(session, call)
        _check_kept(found, body)
        found.title, found.text, found.deadline = body.title, body.text, body.deadline
        await _fill(session, call, found, body)
        await session.flush()
        note(session, call, "change_round", found.id)
        await _settle(session, call, found)
        return await whole(session, call, found.id)


async def close_round(call: Call) -> RoundCard:
    """End it before its deadline, or open it again."""
    body: Closing = call.body
    async with call.context.database.session() as session:
        found = await own_round(session, call)
        found.closed_at = call.context.now_ms() if body.closed else None
        await session.flush()
        note(session, call, "close_round" if body.closed else "reopen_round", found.id)
        await _settle(session, call, found)
        return await whole(session, call, found.id)


async def delete_round(call: Call) -> Nothing:
    """Forget it with its sheets; its members may no longer watch because of it."""
    async with call.context.database.session() as session:
        found = await own_round(session, call)
        recordings = [each.recording_id for each in found.recordings]
        note(session, call, "delete_round", found.id)
        await session.execute(delete(ScoreSheet).where(ScoreSheet.round_id == found.id))
        await session.delete(found)
        await session.flush()
        for recording in recordings:
            await results.settle(session, recording, call.context.now_ms())
        return Nothing()


def takes_part(call: Call, found: ReviewRound) -> bool:
    """Whether the person has made the round or scores in it."""
    return is_member(found, call.person) or is_owner(found, call.person)


async def round_for(session: AsyncSession, call: Call) -> ReviewRound:
    """The round of the path, whole, if the person is in it. Raises `ApiError` `no_such_round`."""
    found = await rounds.by_id(session, call.part("round"))
    if found is None or not takes_part(call, found):
        raise ApiError("no_such_round")
    return found


async def own_round(session: AsyncSession, call: Call) -> ReviewRound:
    """The same, if the person has made it; else `ApiError` `forbidden`."""
    found = await round_for(session, call)
    if not is_owner(found, call.person):
        raise ApiError("forbidden")
    return found


async def whole(session: AsyncSession, call: Call, round_id: str) -> RoundCard:
    """The round as it stands in the database now."""
    found = await rounds.by_id(session, round_id)
    assert found is not None, "it was just there"
    return round_card(found, call.person, await names_of(session, [found]), call.context.now_ms())


async def _cards(session: AsyncSession, call: Call, found: Sequence[ReviewRound]) -> list[RoundCard]:
    names, now = await names_of(session, found), call.context.now_ms()
    return [round_card(each, call.person, names, now) for each in found]


async def _settle(session: AsyncSession, call: Call, found: ReviewRound) -> None:
    """Its scores may be read from now on, or no more; at a later deadline they are settled anew."""
    found.settled_at = None
    for each in found.recordings:
        await results.settle(session, each.recording_id, call.context.now_ms())


async def _check_recordings(call: Call, ids: Sequence[str]) -> None:
    """To put a recording before others takes the right to give parts of it away."""
    for recording in dict.fromkeys(ids):
        await admitted(call, Act.CLIP, recording)


async def _members(session: AsyncSession, body: ChangedRound) -> Sequence[str]:
    found = {user.id for user in await people.active(session, body.members)}
    if found != set(body.members):
        raise ApiError("no_such_person")
    return list(dict.fromkeys(body.members))


def _check_kept(found: ReviewRound, body: ChangedRound) -> None:
    """Nothing is taken out for which there are scores."""
    scored = submitted(found)
    kept = {sheet.recording_id for sheet in scored} <= set(body.recordings)
    if not kept or not {sheet.user_id for sheet in scored} <= set(body.members):
        raise ApiError("round_begun")


async def _fill(session: AsyncSession, call: Call, found: ReviewRound, body: ChangedRound) -> None:
    """Make recordings and members those of the body; whoever is there already stays the same row."""
    limits, members = call.context.settings.review, await _members(session, body)
    recordings = list(dict.fromkeys(body.recordings))
    if len(recordings) > limits.round_recordings or len(members) > limits.round_members:
        raise ApiError("too_many_in_round")
    there = {each.recording_id: each for each in found.recordings}
    for id in recordings:
        if id not in there and await rounds.count_on(session, id) >= limits.recording_rounds:
            raise ApiError("too_many_rounds")
    present = {each.user_id: each for each in found.members}
    found.recordings = [there.get(id) or RoundRecording(recording_id=id) for id in recordings]
    found.members = [present.get(id) or RoundMember(user_id=id) for id in members]
    for position, each in enumerate(found.recordings):
        each.position = position


_ONE = ("no_such_round", "forbidden")
_FILL = ("no_such_recording", "forbidden", "no_such_person", "too_many_in_round", "too_many_rounds")

ROUTES = (
    Route(
        "GET",
        "/api/rounds",
        list_rounds,
        "Review rounds that one is in.",
        answer=Rounds,
        errors=("invalid_field",),
        queries=(PAGE_QUERY,),
    ),
    Route(
        "GET",
        "/api/recordings/{recording}/rounds",
        rounds_of_recording,
        "Review rounds on a recording.",
        answer=RecordingRounds,
        errors=("no_such_recording", "forbidden"),
    ),
    Route(
        "POST",
        "/api/rounds",
        make_round,
        "Ask people to score recordings.",
        body=NewRound,
        answer=RoundCard,
        status=201,
        errors=(*_FILL, "no_such_rubric"),
    ),
    Route("GET", "/api/rounds/{round}", show_round, "One round.", answer=RoundCard, errors=_ONE),
    Route(
        "PUT",
        "/api/rounds/{round}",
        change_round,
        "Change a round.",
        body=ChangedRound,
        answer=RoundCard,
        errors=(*_FILL, "no_such_round", "round_begun"),
    ),
    Route(
        "POST",
        "/api/rounds/{round}/closed",
        close_round,
        "End a round, or open it again.",
        body=Closing,
        answer=RoundCard,
        errors=_ONE,
    ),
    Route(
        "DELETE",
        "/api/rounds/{round}",
        delete_round,
        "Forget a round with its scores.",
        answer=Nothing,
        errors=_ONE,
    ),
)
