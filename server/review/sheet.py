"""A score sheet: what one person gives a recording for each item of a rubric, and why."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.review.rubric import MOST_ITEMS, WHOLE, Item, RubricBody
from signaling.shape import Shape

MOST_MOMENTS = 200

Points = Annotated[float, Field(ge=0, le=WHOLE)]
Position = Annotated[int, Field(ge=0, lt=2**40, description="Milliseconds since the recording's start")]


class ItemScore(Shape):
    """`points` is null as long as the item is not scored."""

    points: Points | None = None
    text: Annotated[str, Field(max_length=1000)] = ""


class MomentScore(Shape):
    """What was seen at one moment; of `item` null it is about the whole lesson, `points` may be left out."""

    at_ms: Position
    item: Annotated[str, Field(max_length=20)] | None = None
    points: Points | None = None
    text: Annotated[str, Field(max_length=1000)] = ""


class Sheet(Shape):
    """Scores by item, notes at moments, and words about the whole."""

    items: Annotated[dict[str, ItemScore], Field(max_length=MOST_ITEMS)] = Field(default_factory=dict)
    moments: Annotated[list[MomentScore], Field(max_length=MOST_MOMENTS)] = Field(default_factory=list)
    text: Annotated[str, Field(max_length=4000)] = ""


def fits(sheet: Sheet, rubric: RubricBody) -> bool:
    """Whether the sheet scores items of the rubric alone, each within its weight."""
    items = {item.id: item for item in rubric.items}
    given = [(id, score.points) for id, score in sheet.items.items()]
    given += [(moment.item, moment.points) for moment in sheet.moments if moment.item is not None]
    whole = all(moment.points is None for moment in sheet.moments if moment.item is None)
    return whole and all(_within(items.get(id), points) for id, points in given)


def total(sheet: Sheet, rubric: RubricBody) -> float | None:
    """The sum of all items' points, 0 to 100; `None` while one is not scored."""
    given = [sheet.items.get(item.id, ItemScore()).points for item in rubric.items]
    points = [each for each in given if each is not None]
    return round(sum(points), 2) if len(points) == len(rubric.items) else None


def _within(item: Item | None, points: float | None) -> bool:
    return item is not None and (points is None or points <= item.weight)
