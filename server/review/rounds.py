"""A stored round as the pure cores see it: its rubric, how it stands, and who may read what in it."""

from __future__ import annotations

from collections.abc import Sequence

from server.auth.person import Person
from server.data.models import ReviewRound, ScoreSheet
from server.review.rubric import RubricBody
from server.review.standing import RoundStanding


def rubric_of(found: ReviewRound) -> RubricBody:
    """The rubric that its scores are given with."""
    return RubricBody.model_validate(found.rubric)


def standing_of(found: ReviewRound) -> RoundStanding:
    """How the round stands; it must have been loaded whole."""
    return RoundStanding(
        blind=found.blind,
        deadline=found.deadline,
        closed_at=found.closed_at,
        due=len(found.members) * len(found.recordings),
        submitted=len(submitted(found)),
    )


def submitted(found: ReviewRound, recording_id: str | None = None) -> Sequence[ScoreSheet]:
    """The sheets that count: submitted, of those who are members and of recordings that are in it."""
    members = {member.user_id for member in found.members}
    recordings = {each.recording_id for each in found.recordings} if recording_id is None else {recording_id}
    return [
        sheet
        for sheet in found.sheets
        if sheet.submitted_at is not None and sheet.user_id in members and sheet.recording_id in recordings
    ]


def is_member(found: ReviewRound, person: Person) -> bool:
    return person.user is not None and any(member.user_id == person.user.id for member in found.members)


def is_owner(found: ReviewRound, person: Person) -> bool:
    return person.is_operator or (person.user is not None and found.owner_id == person.user.id)


def readable(found: Sequence[ReviewRound], person: Person, now: int) -> frozenset[str]:
    """The rounds whose members' words the person may read: of a blind one when it is revealed."""
    return frozenset(
        each.id
        for each in found
        if (is_member(each, person) or is_owner(each, person)) and standing_of(each).is_revealed(now)
    )
