"""The JSON objects of comments, one class each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from server.review.drawing import FrameDrawing
from server.review.sheet import Position
from server.web.shapes import Moment
from signaling.shape import Shape

Id = Annotated[str, Field(min_length=1, max_length=12)]
Said = Annotated[str, Field(max_length=2000)]
Named = Annotated[list[Id], Field(max_length=20)]
Visibility = Literal["everybody", "round", "self"]


class SaidComment(Shape):
    """What somebody says; words or a drawing, and the ids of those whom it names."""

    text: Said = ""
    drawing: FrameDrawing | None = None
    mentions: Named = Field(default_factory=list)

    @model_validator(mode="after")
    def _says_something(self) -> SaidComment:
        if not self.text.strip() and self.drawing is None:
            raise ValueError("neither words nor a drawing")
        return self


class NewComment(SaidComment):
    """
    At a moment, or over a span until `until_ms`. An answer to `parent` is as visible as that.

    With `visibility` `round` it is for the members of `round`.
    """

    at_ms: Position
    until_ms: Position | None = None
    parent: Id | None = None
    visibility: Visibility = "everybody"
    round: Id | None = None


class PersonName(Shape):
    id: str
    name: str


class Resolved(Shape):
    at: Moment
    by: str


class CommentCard(Shape):
    """
    `author` is null of an operator's. Of a `deleted` one words and drawing are gone.

    Whoever reads may change it if it is `mine`, and take it away with `may_delete`.
    """

    id: str
    parent: str | None
    author: PersonName | None
    mine: bool
    may_delete: bool
    at_ms: Position
    until_ms: Position | None
    text: str
    drawing: FrameDrawing | None
    mentions: list[PersonName]
    visibility: Visibility
    round: str | None
    created_at: Moment
    changed_at: Moment
    edited: bool
    resolved: Resolved | None
    deleted: bool


class Comments(Shape):
    """Those that changed last come last; `cursor` is the `after` of the next request, at once if `more`."""

    comments: list[CommentCard]
    cursor: str
    more: bool
    may_comment: bool


class Resolving(Shape):
    resolved: bool


class Mention(Shape):
    """A comment that names whoever asks, with the recording that it is about."""

    comment: str
    recording: str
    title: str
    author: PersonName | None
    at_ms: Position
    text: str
    created_at: Moment
    seen: bool


class Mentions(Shape):
    mentions: list[Mention]
    unseen: int


class FoundPerson(PersonName):
    school: str


class FoundPeople(Shape):
    people: list[FoundPerson]


class PeoplePage(FoundPeople):
    """A page of people whom one may ask."""

    total: int
    page: int
    pages: int
