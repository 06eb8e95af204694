"""Which classrooms have asked for help, and since when."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from signaling.shape import Shape


class NeedKind(StrEnum):
    """`hear`: we can't hear; `see`: we can't see; `other`: somebody please look after us."""

    HEAR = "hear"
    SEE = "see"
    OTHER = "other"


class Need(Shape):
    """`since` is Unix time in milliseconds."""

    kind: NeedKind
    since: int


class HelpState(Shape):
    """By member; the last need of each counts."""

    asked: dict[str, Need] = Field(default_factory=dict)
