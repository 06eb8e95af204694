"""Playback: which recordings may be watched in this lesson, and where the open one is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from signaling.shape import Identifier, Shape

#: A day: no recording is longer.
Position = Annotated[int, Field(ge=0, le=86_400_000)]
#: In percent of real time, so that both reducers count in whole numbers.
Speed = Annotated[int, Field(ge=50, le=200)]


class Playable(Shape):
    """A recording that this lesson may watch; its files are fetched by REST."""

    recording: Identifier
    title: Annotated[str, Field(max_length=200)]
    duration_ms: Position


class OpenPlayback(Shape):
    """
    The open recording: at server time `at` (Unix ms) it is at `position_ms`.

    While it plays it is at `position_ms + (now - at) * speed / 100`; `at` may lie a little in the
    future. Not `shown`, it stands still and makes room for what is talked about. `enlarged` is the
    recorded source that every screen shows large, without one each shows what the lesson showed.
    """

    recording: Identifier
    playing: bool = False
    position_ms: Position = 0
    at: int
    speed: Speed = 100
    shown: bool = True
    enlarged: Identifier | None = None


class PlaybackState(Shape):
    """`recordings` are in the order in which they were brought."""

    recordings: dict[str, Playable] = Field(default_factory=dict)
    current: OpenPlayback | None = None
