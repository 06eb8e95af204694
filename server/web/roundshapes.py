"""The JSON objects of review rounds, one class each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.review.rubric import RubricBody
from server.review.sheet import Sheet
from server.web.commentshapes import Id, PersonName
from server.web.shapes import Moment, Planned, Title
from signaling.shape import Shape

Ids = Annotated[list[Id], Field(min_length=1, max_length=500)]


class ChangedRound(Shape):
    """Recordings in their order; members by their ids; without a `deadline` until it is closed."""

    title: Title
    text: Annotated[str, Field(max_length=2000)] = ""
    recordings: Ids
    members: Ids
    deadline: Planned | None = None


class NewRound(ChangedRound):
    """`rubric` is kept as it is now. In a `blind` round nobody reads the others' scores before the end."""

    rubric: Annotated[str, Field(min_length=1, max_length=40)]
    blind: bool = False


class RoundRecordingName(Shape):
    """What tells lessons of one title apart: whose it was (empty if nobody's), and when it began."""

    id: str
    title: str
    teacher: str
    taught_at: Moment


class RoundMemberCard(PersonName):
    """`submitted` counts the sheets that have come of this member."""

    submitted: int


class RoundCard(Shape):
    """
    `mine` is whose it is, `member` who scores. `due` sheets are expected, `submitted` have come.

    When it is `over` no more scores are taken; until it is `revealed` one reads one's own alone.
    """

    id: str
    title: str
    text: str
    blind: bool
    deadline: Moment | None
    created_at: Moment
    closed_at: Moment | None
    owner: PersonName | None
    mine: bool
    member: bool
    over: bool
    revealed: bool
    due: int
    submitted: int
    recordings: list[RoundRecordingName]
    members: list[RoundMemberCard]
    rubric: RubricBody


class Rounds(Shape):
    """A page of them, newest first; `pages` counts from 1."""

    total: int
    page: int
    pages: int
    rounds: list[RoundCard]


class RecordingRounds(Shape):
    """All of them, newest first."""

    rounds: list[RoundCard]


class Closing(Shape):
    closed: bool


class Returning(Shape):
    """Whose sheet is given back."""

    member: Id


class SheetCard(Shape):
    """One member's sheet of one recording; a draft, seen by its author alone, is not `submitted_at` yet."""

    recording: str
    person: PersonName
    mine: bool
    sheet: Sheet
    total: float | None
    changed_at: Moment
    submitted_at: Moment | None


class Sheets(Shape):
    sheets: list[SheetCard]


class SpreadCard(Shape):
    """`deviation` is the standard deviation of a sample, null of a single score."""

    count: int
    mean: float
    median: float
    deviation: float | None
    least: float
    most: float


class RoundNote(Shape):
    """What a member wrote about an item or (null) the whole, at a moment or not."""

    person: PersonName
    item: str | None
    at_ms: int | None
    points: float | None
    text: str


class MemberScores(Shape):
    """One member's submitted points by item."""

    person: PersonName
    items: dict[str, float]
    total: float | None


class RecordingSummary(Shape):
    """`items` by id, those that were scored; `members` are those who have submitted."""

    recording: str
    title: str
    items: dict[str, SpreadCard]
    total: SpreadCard | None
    members: list[MemberScores]
    notes: list[RoundNote]


class RoundSummary(Shape):
    round: RoundCard
    recordings: list[RecordingSummary]
