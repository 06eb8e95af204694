"""The section `[board]` of the configuration."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section
from signaling.tools.board.limits import BoardLimits

_DEFAULT = BoardLimits()


class Board(Section):
    """Bounds of what is drawn in one lesson; no single message may hold more than the shapes allow."""

    pages: Annotated[int, Field(ge=1, le=1_000)] = _DEFAULT.pages
    surfaces: Annotated[int, Field(ge=1, le=10_000)] = _DEFAULT.surfaces
    marks: Annotated[int, Field(ge=1, le=20_000)] = _DEFAULT.marks
    all_marks: Annotated[int, Field(ge=1, le=200_000)] = _DEFAULT.all_marks
    # Pages write up to the defaults of these: less would refuse what they have let through.
    points: Annotated[int, Field(ge=_DEFAULT.points, le=4_000)] = _DEFAULT.points
    text: Annotated[int, Field(ge=_DEFAULT.text, le=2_000)] = _DEFAULT.text
    lines: Annotated[int, Field(ge=_DEFAULT.lines, le=100)] = _DEFAULT.lines

    @property
    def limits(self) -> BoardLimits:
        """The same for a room."""
        return BoardLimits(**self.model_dump())
