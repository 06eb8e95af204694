"""What every object of the worker's protocol has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """An unknown field is an error, and nothing changes after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
