"""Rubrics (听评课量表): weighted items by which a lesson is scored, whose weights make a hundred."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from signaling.shape import Shape

WHOLE = 100
MOST_ITEMS = 30
MOST_LEVELS = 8

Percent = Annotated[float, Field(ge=0, le=100)]


class Level(Shape):
    """A step of an item, like 优; `percent` of the item's weight are its points."""

    title: Annotated[str, Field(min_length=1, max_length=40)]
    percent: Percent


class Item(Shape):
    """Something that is scored with 0 to `weight` points; levels are a help to find them."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,20}$")]
    title: Annotated[str, Field(min_length=1, max_length=80)]
    text: Annotated[str, Field(max_length=500)] = ""
    weight: Annotated[int, Field(ge=1, le=WHOLE)]
    levels: Annotated[list[Level], Field(max_length=MOST_LEVELS)] = Field(default_factory=list)


class RubricBody(Shape):
    """A rubric's words and items, as its author has them and a round keeps them."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    text: Annotated[str, Field(max_length=1000)] = ""
    items: Annotated[list[Item], Field(min_length=1, max_length=MOST_ITEMS)]

    @model_validator(mode="after")
    def _makes_a_hundred(self) -> RubricBody:
        if sum(item.weight for item in self.items) != WHOLE:
            raise ValueError("the weights must make 100")
        if len({item.id for item in self.items}) != len(self.items):
            raise ValueError("two items have the same id")
        return self
