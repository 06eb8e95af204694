"""Shapes of the REST interface that are about the library: cards, hits, facets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.web.shapes import Moment, TeacherName
from signaling.shape import Shape

HitKind = Literal["title", "slide", "chat", "question", "comment", "chapter"]
Sort = Literal["newest", "watched", "scored", "relevance"]
Scope = Literal["class", "school", "county", "city", "province", "public"]
FacetName = Literal["subject", "grade", "teacher", "school", "region", "form", "language", "scope"]


class ResourceCard(Shape):
    """
    A recording as lists of the library show it, named by the recording's id.

    `scope` is null while it is private, `score` (0 to 100) while nobody has scored it. `mine` is true
    for its owner. `started_at` is the lesson's begin.
    """

    recording: str
    title: str
    description: str
    tags: list[str]
    subject: str
    grade: str
    language: str
    form: str
    teacher: str
    school: str
    region: str
    state: Literal["recording", "ready", "recovered", "empty", "failed"]
    started_at: Moment
    duration_ms: int
    licence: str
    scope: Scope | None
    published_at: Moment | None
    trashed_at: Moment | None
    views: int
    score: float | None
    scores: int
    mine: bool


class Hit(Shape):
    """
    Words that were found: `at_ms` on the lesson clock is where, null for what is about the whole.

    `marks` are the spans of `text` that match: begin and end in characters (Unicode code points).
    """

    at_ms: int | None
    kind: HitKind
    text: str
    marks: list[tuple[int, int]]


class Hits(Shape):
    """Of one recording, in the order of its time; what is about the whole comes first."""

    hits: list[Hit]


class FoundRecording(Shape):
    recording: ResourceCard
    hits: list[Hit]


class FacetValue(Shape):
    """`label` is `value` in words of the asked language."""

    value: str
    label: str
    count: int


class Found(Shape):
    """
    One page of what was found. A facet's counts are those under all filters but its own.

    `page` counts from 1; beyond `pages` there is nothing.
    """

    total: int
    page: int
    pages: int
    results: list[FoundRecording]
    facets: dict[FacetName, list[FacetValue]]


class Term(Shape):
    """A value of a closed list, and what it is called in the asked language; `text` says more."""

    value: str
    label: str
    text: str = ""


class LibraryTerms(Shape):
    """The closed lists that resources are described with."""

    licences: list[Term]
    grades: list[Term]
    languages: list[Term]
    forms: list[Term]
    subjects: list[Term]


#: A word that an owner puts on a resource.
Tag = Annotated[str, Field(min_length=1, max_length=40)]


class ResourceWords(Shape):
    """What an owner says of a resource; a field that is not sent stays as it is."""

    title: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    description: Annotated[str, Field(max_length=4000)] | None = None
    tags: Annotated[list[Tag], Field(max_length=20)] | None = None
    subject: Annotated[str, Field(max_length=40)] | None = None
    grade: Annotated[str, Field(max_length=40)] | None = None
    language: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    curriculum: Annotated[str, Field(max_length=200)] | None = None
    licence: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    cover_ms: Annotated[int, Field(ge=0, lt=2**40)] | None = None


class ResourceWhole(ResourceCard):
    """
    A resource with all that its page shows; `may` are the acts that whoever asked may do with it.

    `used_by` counts who uses it, by kind: `collections`, `rounds`, `reels`, `rooms`.
    """

    curriculum: str
    cover_ms: int | None
    lesson: str
    course: str | None
    owner: TeacherName | None
    classrooms: list[str]
    pupils_picture: bool
    classroom_sound: bool
    keep_until: Moment | None
    version: int
    changed_at: Moment
    bytes: int
    used_by: dict[str, int]
    attachments: int
    may: list[str]


class Version(Shape):
    """What a resource was from a moment on; `words` are its words then, `by` the name of who changed it."""

    n: int
    at: Moment
    by: str
    scope: Scope | None
    words: ResourceWords


class Versions(Shape):
    """The newest first."""

    versions: list[Version]
