"""What somebody says of a film that is brought in, as it is kept with it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from signaling.shape import Shape


class About(Shape):
    """`taught_at` is Unix milliseconds; `teacher` the id of whoever teaches in it, if it is known."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    subject: Annotated[str, Field(max_length=40)] = ""
    grade: Annotated[str, Field(max_length=40)] = ""
    taught_at: Annotated[int, Field(ge=0, lt=253_370_764_800_000)] | None = None
    teacher: Annotated[str, Field(max_length=12)] | None = None
