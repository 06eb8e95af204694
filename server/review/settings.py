"""The section `[review]` of the configuration."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section


class Review(Section):
    """
    How much may be said about one recording, and how much one person may keep.

    All that somebody adds is bounded: no list grows beyond what a page and a database can bear.
    """

    comments: Annotated[int, Field(ge=1, le=20_000)] = 2_000
    own_comments: Annotated[int, Field(ge=1, le=20_000)] = 500
    rubrics: Annotated[int, Field(ge=1, le=1_000)] = 200
    rounds: Annotated[int, Field(ge=1, le=10_000)] = 500
    recording_rounds: Annotated[int, Field(ge=1, le=500)] = 50
    round_recordings: Annotated[int, Field(ge=1, le=200)] = 50
    round_members: Annotated[int, Field(ge=1, le=500)] = 100
    clip_minutes: Annotated[int, Field(ge=1, le=600)] = 30
    clips: Annotated[int, Field(ge=1, le=10_000)] = 500
    reels: Annotated[int, Field(ge=1, le=1_000)] = 100
    reel_clips: Annotated[int, Field(ge=1, le=500)] = 100
    links: Annotated[int, Field(ge=1, le=500)] = 50
    link_days: Annotated[int, Field(ge=1, le=3660)] = 365
