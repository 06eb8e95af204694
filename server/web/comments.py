"""Comments on a recording: at moments and spans, with drawings, answers, mentions; live and afterwards."""

from __future__ import annotations

import re

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import comments, rounds
from server.data.models import Comment, CommentMention
from server.review import people
from server.review.rounds import is_member, readable
from server.web.admission import Admission, admitted
from server.web.commentcards import comment_card
from server.web.commentshapes import (
    CommentCard,
    Comments,
    NewComment,
    Resolving,
    SaidComment,
)
from server.web.errors import ApiError
from server.web.noting import note
from server.web.routes import Call, Query, Route
from server.web.shapes import Nothing

#: Comments in one answer.
PAGE = 200
#: A change that another transaction was still writing while one read is read with the next request.
OVERLAP_MS = 10_000
#: What a page may be ahead of the recording's end.
SLACK_MS = 60_000
_CURSOR = re.compile(r"(\d{1,15})-([a-z2-7]{0,12})")


async def list_comments(call: Call) -> Comments:
    """Comments that the person may read and that have changed since `after`."""
    found = await admitted(call)
    now = call.context.now_ms()
    async with call.context.database.session() as session:
        seen = comments.seen_by(call.person.user_id, await _rounds(session, call, found.recording.id))
        changed = await comments.changed(session, found.recording.id, seen, _after(call), PAGE)
        cards = [await comment_card(session, call.person, each, found) for each in changed]
    more = len(changed) == PAGE
    last = (changed[-1].changed_at, changed[-1].id) if changed else _after(call)
    cursor = last if more else min(last, (max(0, now - OVERLAP_MS), ""))
    return Comments(
        comments=cards, cursor=f"{cursor[0]}-{cursor[1]}", more=more, may_comment=found.may(Act.COMMENT)
    )


async def write_comment(call: Call) -> CommentCard:
    """Say something at a moment, over a span, or in answer to what was said."""
    found = await admitted(call, Act.COMMENT)
    body: NewComment = call.body
    _check_span(call, found, body)
    now = call.context.now_ms()
    async with call.context.database.session() as session:
        await _check_room(session, call, found.recording.id)
        made = Comment(
            recording_id=found.recording.id,
            author_id=call.person.user_id,
            at_ms=body.at_ms,
            until_ms=body.until_ms,
            created_at=now,
            edited=False,
        )
        await _place(session, call, made, body)
        await _say(session, found, made, body, now)
        session.add(made)
        await session.flush()
        return await _whole(session, call, made.id, found)


async def change_comment(call: Call) -> CommentCard:
    """Say it differently: whoever has said it."""
    now = call.context.now_ms()
    admission = await admitted(call, Act.COMMENT)
    async with call.context.database.session() as session:
        found = await _one(session, call)
        if found.author_id != call.person.user_id or found.deleted_at is not None:
            raise ApiError("forbidden")
        await _say(session, admission, found, call.body, now)
        found.edited = True
        await session.flush()
        return await _whole(session, call, found.id, admission)


async def resolve_comment(call: Call) -> CommentCard:
    """What was asked for is done, or is not after all; anybody who may comment."""
    body: Resolving = call.body
    now = call.context.now_ms()
    admission = await admitted(call, Act.COMMENT)
    async with call.context.database.session() as session:
        found = await _one(session, call)
        found.resolved_at = now if body.resolved else None
        found.resolved_by = call.person.actor if body.resolved else None
        found.changed_at = now
        await session.flush()
        return await _whole(session, call, found.id, admission)


async def delete_comment(call: Call) -> Nothing:
    """Take words and drawing away for good; the place stays for the answers."""
    now = call.context.now_ms()
    admission = await admitted(call, Act.COMMENT)
    async with call.context.database.session() as session:
        found = await _one(session, call)
        if found.author_id != call.person.user_id:
            if not admission.may(Act.EDIT):
                raise ApiError("forbidden")
            note(session, call, "delete_comment", found.id, recording=found.recording_id)
        found.text, found.drawing = "", None
        found.mentions = []
        found.deleted_at = found.changed_at = now
        return Nothing()


def _after(call: Call) -> tuple[int, str]:
    text = call.request.query.get("after", "0-")
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise ApiError("invalid_field", "after")
    return int(found[1]), found[2]


async def _check_room(session: AsyncSession, call: Call, recording_id: str) -> None:
    """One person can't use up what all may say, nor fill the database by taking back and saying anew."""
    limits = call.context.settings.review
    if await comments.count(session, recording_id) >= limits.comments:
        raise ApiError("too_many_comments")
    if await comments.count_of(session, recording_id, call.person.user_id) >= limits.own_comments:
        raise ApiError("too_many_comments")


async def _rounds(session: AsyncSession, call: Call, recording_id: str) -> frozenset[str]:
    taken = await rounds.of_user_on(session, call.person.user_id, recording_id)
    return readable(taken, call.person, call.context.now_ms())


async def _one(session: AsyncSession, call: Call) -> Comment:
    """The comment of the path, if the person may read it."""
    comment = await comments.by_id(session, call.part("comment"))
    if comment is None or not await _reads(session, call, comment):
        raise ApiError("no_such_comment")
    return comment


async def _reads(session: AsyncSession, call: Call, comment: Comment) -> bool:
    if comment.recording_id != call.part("recording"):
        return False
    if comment.visibility == "everybody" or (comment.author_id and comment.author_id == call.person.user_id):
        return True
    return comment.round_id in await _rounds(session, call, comment.recording_id)


async def _whole(session: AsyncSession, call: Call, id: str, admission: Admission) -> CommentCard:
    found = await comments.by_id(session, id)
    assert found is not None, "it was just written"
    return await comment_card(session, call.person, found, admission)


async def _place(session: AsyncSession, call: Call, made: Comment, body: NewComment) -> None:
    """Who may read it: an answer is read by whoever reads what it answers."""
    made.visibility, made.round_id = body.visibility, None
    if body.parent is not None:
        parent = await comments.by_id(session, body.parent)
        if parent is None or not await _reads(session, call, parent):
            raise ApiError("no_such_comment")
        # Threads have two levels: an answer to an answer stands beside it.
        made.parent_id = parent.parent_id or parent.id
        made.visibility, made.round_id = parent.visibility, parent.round_id
    elif body.visibility == "round":
        made.round_id = await _own_round(session, call, body.round)


async def _own_round(session: AsyncSession, call: Call, round_id: str | None) -> str:
    found = await rounds.by_id(session, round_id or "")
    recording = call.part("recording")
    if found is None or not is_member(found, call.person):
        raise ApiError("no_such_round")
    if all(each.recording_id != recording for each in found.recordings):
        raise ApiError("no_such_round")
    return found.id


async def _say(
    session: AsyncSession, admission: Admission, comment: Comment, said: SaidComment, now: int
) -> None:
    named = await people.active(session, said.mentions)
    if len(named) != len(set(said.mentions)):
        raise ApiError("cannot_mention")
    for user in named:
        if not await people.may(session, user, Act.WATCH, admission.recording, admission.resource):
            raise ApiError("cannot_mention")
    comment.text = said.text.strip()
    comment.drawing = said.drawing.model_dump(mode="json") if said.drawing else None
    known = {each.user_id: each for each in comment.mentions} if comment.id else {}
    comment.mentions = [known.get(user.id) or CommentMention(user_id=user.id) for user in named]
    comment.changed_at = now


def _check_span(call: Call, found: Admission, body: NewComment) -> None:
    recording = found.recording
    running = recording.state == "recording"
    length = call.context.now_ms() - recording.started_at if running else recording.duration_ms
    latest = body.at_ms if body.until_ms is None else body.until_ms
    if (body.until_ms is not None and body.until_ms <= body.at_ms) or latest > length + SLACK_MS:
        raise ApiError("bad_span")


_ONE = ("no_such_recording", "forbidden", "no_such_comment")
_SAY = ("no_such_recording", "forbidden", "cannot_mention")
_AFTER = Query("after", "The `cursor` of the last answer; all without it.", r"^\d{1,15}-[a-z2-7]{0,12}$")
_BASE = "/api/recordings/{recording}"

ROUTES = (
    Route(
        "GET",
        f"{_BASE}/comments",
        list_comments,
        "Comments that have changed since.",
        answer=Comments,
        errors=("no_such_recording", "forbidden", "invalid_field"),
        queries=(_AFTER,),
    ),
    Route(
        "POST",
        f"{_BASE}/comments",
        write_comment,
        "Comment on a moment or a span, or answer.",
        body=NewComment,
        answer=CommentCard,
        status=201,
        errors=(*_SAY, "no_such_comment", "no_such_round", "bad_span", "too_many_comments"),
    ),
    Route(
        "PUT",
        f"{_BASE}/comments/{{comment}}",
        change_comment,
        "Say it differently.",
        body=SaidComment,
        answer=CommentCard,
        errors=(*_SAY, "no_such_comment"),
    ),
    Route(
        "DELETE",
        f"{_BASE}/comments/{{comment}}",
        delete_comment,
        "Take a comment away; its place stays for the answers.",
        answer=Nothing,
        errors=_ONE,
    ),
    Route(
        "POST",
        f"{_BASE}/comments/{{comment}}/resolved",
        resolve_comment,
        "Resolve a comment, or open it again.",
        body=Resolving,
        answer=CommentCard,
        errors=_ONE,
    ),
)
