"""The JSON objects of publishing, watching, keeping and deleting recordings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.web.shapes import Moment
from signaling.shape import Shape

Scope = Literal["class", "school", "county", "city", "province", "public"]


class WantedPublication(Shape):
    """
    For whom, and what of the rural classrooms goes along; what does not is not served at all.

    Without `keep_until` it is kept as long as the server's rule says. `despite` publishes what the
    self-audit calls unfit.
    """

    scope: Scope
    pupils_picture: bool = False
    classroom_sound: bool = False
    keep_until: Moment | None = None
    despite: bool = False


class PublishedTo(Shape):
    """A place of the tree."""

    id: str
    name: str


class PublicationCard(Shape):
    """
    How a recording is published: to nobody while `scope` is null; withdrawn if it was before.

    `reaches` are the places whose people it is for, `kept_until` is when its files go, by its own date or
    by the server's rule.
    """

    scope: Scope | None
    pupils_picture: bool
    classroom_sound: bool
    published_at: Moment | None
    keep_until: Moment | None
    kept_until: Moment | None
    version: int
    reaches: list[PublishedTo]


class PlayerPosition(Shape):
    """Seconds, if the player has gone on since it last said so; remembered for whoever is signed in."""

    position_s: Annotated[float, Field(ge=0, le=1_000_000)] | None = None


class WatchingAnswer(Shape):
    """What of the rural classrooms is served now; when it changes, a player reads the manifest again."""

    allowed: Literal[True] = True
    pupils_picture: bool
    classroom_sound: bool


class AuditLine(Shape):
    """`by` is a name; `detail` says more in technical words."""

    at: Moment
    by: str
    action: str
    detail: dict[str, str]


class AuditPage(Shape):
    """The newest first; `pages` counts from 1."""

    total: int
    page: int
    pages: int
    entries: list[AuditLine]


class TrashLine(Shape):
    """`removed_after` is when its files go for good."""

    recording: str
    title: str
    subject: str
    teacher: str
    duration_ms: int
    trashed_at: Moment
    removed_after: Moment


class TrashPage(Shape):
    """What has come last into it first; `pages` counts from 1."""

    total: int
    page: int
    pages: int
    entries: list[TrashLine]


class WantedForgetting(Shape):
    """A member of the lesson; `what` is all of it, its pictures, or its camera on the pupils alone."""

    member: Annotated[str, Field(min_length=1, max_length=80)]
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    what: Literal["all", "pictures", "pupils_camera"] = "all"


class ForgottenMember(Shape):
    """What was deleted of a recording; while `done_at` is null it is tried again."""

    member: str
    name: str
    what: Literal["all", "pictures", "pupils_camera"]
    reason: str
    at: Moment
    done_at: Moment | None
    takes: int


class ForgettableMember(Shape):
    """`takes` are those that the recording has of it; `pupils_camera` tells whether it has such a camera."""

    member: str
    name: str
    takes: int
    pupils_camera: bool


class Forgettable(Shape):
    members: list[ForgettableMember]
    forgotten: list[ForgottenMember]
