"""The JSON objects of clips, reels and links to them, one class each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from server.review.sheet import Position
from server.web.commentshapes import Id, PersonName
from server.web.shapes import Moment, Title
from signaling.shape import Shape


class NewClip(Shape):
    """A span of a recording, in milliseconds since its start."""

    title: Title
    from_ms: Position
    to_ms: Position

    @model_validator(mode="after")
    def _lasts(self) -> NewClip:
        if self.to_ms <= self.from_ms:
            raise ValueError("to_ms must be later than from_ms")
        return self


class ClipCard(Shape):
    """`recording` is null for whoever has come by a link; `mine` may be changed, shared and deleted."""

    id: str
    recording: str | None
    title: str
    from_ms: Position
    to_ms: Position
    owner: PersonName | None
    mine: bool
    created_at: Moment


class Clips(Shape):
    """A page of them; `pages` counts from 1."""

    total: int
    page: int
    pages: int
    clips: list[ClipCard]


class ClipWhole(ClipCard):
    """With the `manifest` of the span alone, on the clock of the whole lesson (PROTOCOL.md, section 6)."""

    manifest: dict[str, Any]


class NewReel(Shape):
    """Clips in the order in which they are played."""

    title: Title
    clips: Annotated[list[Id], Field(max_length=500)] = Field(default_factory=list)


class ReelCard(Shape):
    id: str
    title: str
    changed_at: Moment
    clips: list[ClipCard]


class Reels(Shape):
    """A page of them, the one that was changed last first; `pages` counts from 1."""

    total: int
    page: int
    pages: int
    reels: list[ReelCard]


class NewLink(Shape):
    """For `anybody` who has it, or for people who are `signed_in`; good for `days`."""

    scope: Literal["anybody", "signed_in"] = "anybody"
    days: Annotated[int, Field(ge=1, le=3660)] = 7


class LinkCard(Shape):
    """`opened` counts how often it was opened."""

    id: str
    scope: Literal["anybody", "signed_in"]
    created_at: Moment
    expires_at: Moment | None
    opened: int


class MadeLink(LinkCard):
    """`path` has the token, which is told this once."""

    path: str


class Links(Shape):
    links: list[LinkCard]


class Shared(Shape):
    """What a link leads to: one clip, or those of a reel in their order."""

    title: str
    kind: Literal["clip", "reel"]
    expires_at: Moment | None
    clips: list[ClipCard]
