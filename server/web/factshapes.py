"""The JSON objects of what a recording says of itself: levels, thumbnails, chapters, fitness, analysis."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.library.chapters import MOST_BY_HAND, Chapter
from signaling.shape import Shape

Milliseconds = Annotated[int, Field(ge=0, description="milliseconds of the lesson clock")]
Span = tuple[int, int]


class SourceLevels(Shape):
    """
    How loud one source was: `values` are bytes in base64, one each step, dB above silence.

    0 to 127, and 255 where nothing is recorded or known; `voices` are the spans in which somebody
    spoke. `basis` says what they were read from.
    """

    source: str
    basis: Literal["header", "payload", "unknown"]
    values: str
    voices: list[Span]


class Levels(Shape):
    step_ms: int
    duration_ms: int
    sources: list[SourceLevels]


class Chapters(Shape):
    """`by_hand` says that somebody wrote them; else they are computed of the lesson's cues."""

    by_hand: bool
    chapters: list[Chapter]


class NewChapters(Shape):
    """All chapters in place of those before; none gives back those that are computed."""

    chapters: Annotated[list[Chapter], Field(max_length=MOST_BY_HAND)]


class ThumbnailSheet(Shape):
    """A JPEG of tiles; `tiles` are their lesson times in ms, from left to right and down."""

    name: str
    tiles: list[int]


class SourceThumbnails(Shape):
    source: str
    sheets: list[ThumbnailSheet]


class ThumbnailIndex(Shape):
    """
    Small pictures of every source on its time line.

    `state` is `ready`, or how it stands with drawing them: `waiting`, `running`, `failed`; `later` while
    the lesson runs. Sizes are pixels of a tile; a sheet has `columns` of them in a row.
    """

    state: Literal["ready", "waiting", "running", "failed", "cancelled", "later"]
    width: int
    height: int
    columns: int
    sources: list[SourceThumbnails]


class FitnessReason(Shape):
    """`words` in the language of the request; `numbers` are what they tell, `at` in seconds of the lesson."""

    code: str
    gravity: Literal["unfit", "flawed", "note"]
    source: str
    numbers: dict[str, float]
    words: str


class FitnessTrack(Shape):
    """How much of what was to be recorded of a track is there; `holes` are the longest, in ms."""

    source: str
    name: str
    kind: Literal["audio", "video"]
    expected_ms: int
    lost_ms: int
    bytes: int
    holes: list[Span]
    lines: int | None
    level_dbov: int | None
    basis: Literal["header", "payload", "unknown"] | None


class Fitness(Shape):
    """
    What a recording admits of itself; the gravest reason decides the verdict.

    `not_judged` says in words what can't be known.
    """

    verdict: Literal["fit", "flawed", "unfit"]
    reasons: list[FitnessReason]
    tracks: list[FitnessTrack]
    not_judged: list[str]
