"""A drawing on the frame of a view: marks as the whiteboard has them, in shares of the picture."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from signaling.shape import Shape
from signaling.tools.board.drawing import fault
from signaling.tools.board.limits import BoardLimits
from signaling.tools.board.state import Drawing

MOST_MARKS = 100
#: Of all marks together; one alone may have a quarter of it.
MOST_CHARACTERS = 100_000

_LIMITS = BoardLimits()


class FrameDrawing(Shape):
    """`view` is a source's id, or `pages` for the slides and the board; coordinates are of its picture."""

    view: Annotated[str, Field(min_length=1, max_length=120)]
    marks: Annotated[list[Drawing], Field(min_length=1, max_length=MOST_MARKS)]

    @model_validator(mode="after")
    def _can_be_drawn(self) -> FrameDrawing:
        if any(fault(mark, _LIMITS) for mark in self.marks):
            raise ValueError("a mark can't be drawn")
        if sum(len(mark.points) for mark in self.marks) > MOST_CHARACTERS:
            raise ValueError("the drawing is too large")
        return self
