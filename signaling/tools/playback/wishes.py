"""What a client may ask of the recording that is watched together."""

from __future__ import annotations

from typing import Literal

from signaling.shape import ClientMessage, Identifier
from signaling.tools.playback.state import Position, Speed


class OpenRecording(ClientMessage):
    """Show one of the lesson's recordings, standing at its beginning."""

    type: Literal["open_playback"] = "open_playback"
    recording: Identifier


class StartPlayback(ClientMessage):
    """Go on from where it is, or from `position_ms`; at its end without one it begins anew."""

    type: Literal["start_playback"] = "start_playback"
    position_ms: Position | None = None


class PausePlayback(ClientMessage):
    """Stop where it is, or, with `position_ms`, there."""

    type: Literal["pause_playback"] = "pause_playback"
    position_ms: Position | None = None


class SetPlaybackSpeed(ClientMessage):
    """In percent of real time."""

    type: Literal["set_playback_speed"] = "set_playback_speed"
    speed: Speed


class HidePlayback(ClientMessage):
    type: Literal["hide_playback"] = "hide_playback"


class EnlargeInPlayback(ClientMessage):
    """Let all screens show this recorded source large; without one what the lesson showed."""

    type: Literal["enlarge_in_playback"] = "enlarge_in_playback"
    source: Identifier | None = None


class ClosePlayback(ClientMessage):
    type: Literal["close_playback"] = "close_playback"
