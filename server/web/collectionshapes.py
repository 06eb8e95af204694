"""Shapes of the REST interface that are about collections, courses and what lies beside a recording."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.web.libraryshapes import ResourceCard, Scope
from server.web.shapes import Moment, TeacherName
from signaling.shape import Shape

Title = Annotated[str, Field(min_length=1, max_length=120)]
Description = Annotated[str, Field(max_length=2000)]
RecordingId = Annotated[str, Field(min_length=1, max_length=40)]
#: More than anybody looks through in one list.
MOST_ITEMS = 500
#: Collections or courses on one page.
PAGE = 60


class CollectionCard(Shape):
    """`count` is how many recordings it has that whoever asks may watch; `cover` is the first of them."""

    id: str
    title: str
    description: str
    owner: TeacherName | None
    scope: Scope | None
    changed_at: Moment
    count: int
    cover: str | None
    mine: bool


class Collections(Shape):
    """A page of one's own and those that are shared with one; the one that was changed last first."""

    total: int
    page: int
    pages: int
    collections: list[CollectionCard]


class CollectionWhole(CollectionCard):
    """With its recordings in their order."""

    recordings: list[ResourceCard]


class NewCollection(Shape):
    """Without a scope it is its owner's alone."""

    title: Title
    description: Description = ""
    scope: Scope | None = None
    recordings: Annotated[list[RecordingId], Field(max_length=MOST_ITEMS)] = Field(default_factory=list)


class ChangedCollection(Shape):
    """A field that is not sent stays as it is; `private` takes the sharing back."""

    title: Title | None = None
    description: Description | None = None
    scope: Scope | Literal["private"] | None = None


class WantedRecordings(Shape):
    """All recordings of a collection in their order; what is not named is taken out."""

    recordings: Annotated[list[RecordingId], Field(max_length=MOST_ITEMS)]


class AddedRecording(Shape):
    recording: RecordingId


class CourseCard(Shape):
    """A series of lessons; `count` is how many of its recordings whoever asks may watch."""

    id: str
    title: str
    subject: str
    teacher: TeacherName | None
    count: int
    cover: str | None
    last_at: Moment


class Courses(Shape):
    """A page of them; the one with the newest recording first."""

    total: int
    page: int
    pages: int
    courses: list[CourseCard]


class CourseWhole(CourseCard):
    """With its recordings, the first lesson first."""

    recordings: list[ResourceCard]


class AttachmentCard(Shape):
    """A file beside a recording; `kind` is `plan` for the lesson plan. `url` downloads it."""

    id: str
    kind: Literal["plan", "attachment"]
    name: str
    bytes: int
    type: str
    by: str
    at: Moment
    url: str


class Attachments(Shape):
    """Plans first; `may_change` says whether whoever asks may add and remove. Sizes are in bytes."""

    attachments: list[AttachmentCard]
    may_change: bool
    most_bytes: int
    most: int
