"""What can happen with a recording that is watched together."""

from __future__ import annotations

from typing import Literal

from signaling.shape import Identifier, Shape
from signaling.tools.playback.state import Playable, Position, Speed


class PlayableAdded(Shape):
    """A recording may be watched; one that is there already is replaced (it has another title)."""

    type: Literal["playable_added"] = "playable_added"
    playable: Playable


class PlayableRemoved(Shape):
    """It may no longer be watched; if it is open it disappears from all screens."""

    type: Literal["playable_removed"] = "playable_removed"
    recording: Identifier


class PlaybackOpened(Shape):
    """The recording stands at its beginning; the whiteboard and courseware make room for it."""

    type: Literal["playback_opened"] = "playback_opened"
    recording: Identifier


class PlaybackStarted(Shape):
    """All screens go on at `position_ms` when the server's time is `starts_at` (Unix ms)."""

    type: Literal["playback_started"] = "playback_started"
    position_ms: Position
    starts_at: int
    speed: Speed = 100


class PlaybackPaused(Shape):
    """All screens show it standing still at `position_ms`; `speed` is for when it goes on."""

    type: Literal["playback_paused"] = "playback_paused"
    position_ms: Position
    speed: Speed = 100


class PlaybackHidden(Shape):
    """It stands still and leaves the screens to the discussion; starting it shows it again."""

    type: Literal["playback_hidden"] = "playback_hidden"


class PlaybackEnlarged(Shape):
    type: Literal["playback_enlarged"] = "playback_enlarged"
    source: Identifier | None = None


class PlaybackClosed(Shape):
    type: Literal["playback_closed"] = "playback_closed"
