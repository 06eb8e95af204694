"""The section `[review]` of the configuration."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section


class Review(Section):
    """How much may be said about one recording, and how long a clip and its link may be."""

    comments: Annotated[int, Field(ge=1, le=20_000)] = 2_000
    round_recordings: Annotated[int, Field(ge=1, le=200)] = 50
    round_members: Annotated[int, Field(ge=1, le=500)] = 100
    clip_minutes: Annotated[int, Field(ge=1, le=600)] = 30
    clips: Annotated[int, Field(ge=1, le=10_000)] = 500
    reel_clips: Annotated[int, Field(ge=1, le=500)] = 100
    link_days: Annotated[int, Field(ge=1, le=3660)] = 365
