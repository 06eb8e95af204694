"""How review rounds and their results look in the REST interface."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data.models import Lesson, Recording, Resource, ReviewRound, ScoreSheet, User
from server.review.results import notes_of, sheet_of, summary_of
from server.review.rounds import is_member, is_owner, rubric_of, standing_of, submitted
from server.review.summary import Spread
from server.web.commentshapes import PersonName
from server.web.roundshapes import (
    MemberScores,
    RecordingSummary,
    RoundCard,
    RoundMemberCard,
    RoundNote,
    RoundRecordingName,
    RoundSummary,
    SheetCard,
    SpreadCard,
)


async def names_of(session: AsyncSession, found: Sequence[ReviewRound]) -> Mapping[str, RoundRecordingName]:
    """What the rounds' recordings are called, by id."""
    ids = {each.recording_id for one in found for each in one.recordings}
    query = select(Recording.id, Resource.title, User.name, Recording.started_at)
    query = query.join(Resource, Resource.recording_id == Recording.id)
    query = query.join(Lesson, Lesson.id == Recording.lesson_id)
    query = query.outerjoin(User, User.id == Lesson.teacher_id).where(Recording.id.in_(ids))
    return {
        id: RoundRecordingName(id=id, title=title, teacher=teacher or "", taught_at=at)
        for id, title, teacher, at in await session.execute(query)
    }


def round_card(
    found: ReviewRound, person: Person, names: Mapping[str, RoundRecordingName], now: int
) -> RoundCard:
    """The round as the person sees it; it must have been loaded whole."""
    standing, came = standing_of(found), submitted(found)
    return RoundCard(
        id=found.id,
        title=found.title,
        text=found.text,
        blind=found.blind,
        deadline=found.deadline,
        created_at=found.created_at,
        closed_at=found.closed_at,
        owner=PersonName(id=found.owner.id, name=found.owner.name) if found.owner else None,
        mine=is_owner(found, person),
        member=is_member(found, person),
        over=standing.is_over(now),
        revealed=standing.is_revealed(now),
        due=standing.due,
        submitted=standing.submitted,
        recordings=[names[each.recording_id] for each in found.recordings if each.recording_id in names],
        members=[
            RoundMemberCard(
                id=each.user_id,
                name=each.user.name,
                submitted=sum(sheet.user_id == each.user_id for sheet in came),
            )
            for each in sorted(found.members, key=lambda member: (member.user.name, member.user_id))
        ],
        rubric=rubric_of(found),
    )


def sheet_card(found: ReviewRound, stored: ScoreSheet, person: Person) -> SheetCard:
    return SheetCard(
        recording=stored.recording_id,
        person=_name(found, stored.user_id),
        mine=person.user is not None and stored.user_id == person.user.id,
        sheet=sheet_of(stored),
        total=stored.total,
        changed_at=stored.changed_at,
        submitted_at=stored.submitted_at,
    )


def round_summary(found: ReviewRound, card: RoundCard, wanted: Collection[str]) -> RoundSummary:
    """What came of the wanted recordings."""
    results = [_result(found, each) for each in card.recordings if each.id in wanted]
    return RoundSummary(round=card, recordings=results)


def _result(found: ReviewRound, recording: RoundRecordingName) -> RecordingSummary:
    summary = summary_of(found, recording.id)
    return RecordingSummary(
        recording=recording.id,
        title=recording.title,
        items={id: _spread(figures) for id, figures in summary.items.items()},
        total=_spread(summary.total) if summary.total else None,
        members=[_scores(found, sheet) for sheet in submitted(found, recording.id)],
        notes=[
            RoundNote(
                person=_name(found, note.user_id),
                item=note.item,
                at_ms=note.at_ms,
                points=note.points,
                text=note.text,
            )
            for note in notes_of(found, recording.id)
        ],
    )


def _scores(found: ReviewRound, stored: ScoreSheet) -> MemberScores:
    given = sheet_of(stored).items
    points = {id: score.points for id, score in given.items() if score.points is not None}
    return MemberScores(person=_name(found, stored.user_id), items=points, total=stored.total)


def _spread(figures: Spread) -> SpreadCard:
    return SpreadCard(**asdict(figures))


def _name(found: ReviewRound, user_id: str) -> PersonName:
    names = {member.user_id: member.user.name for member in found.members}
    return PersonName(id=user_id, name=names.get(user_id, ""))
