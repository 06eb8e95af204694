"""The JSON objects of rubrics, one class each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.review.rubric import RubricBody
from server.web.shapes import Moment
from signaling.shape import Shape


class NewRubric(RubricBody):
    """`scope` is a school or region of `Rubrics.scopes` with whose people it is shared; null for nobody."""

    scope: Annotated[str, Field(max_length=12)] | None = None


class RubricCard(RubricBody):
    """`owner` is null of a preset; `mine` may be changed and deleted."""

    id: str
    preset: bool
    mine: bool
    owner: str | None
    scope: str | None
    scope_name: str
    changed_at: Moment | None


class NamedScope(Shape):
    id: str
    name: str


class Rubrics(Shape):
    """One's own first, then those of others, then the presets; `scopes` are where one may share."""

    rubrics: list[RubricCard]
    scopes: list[NamedScope]
