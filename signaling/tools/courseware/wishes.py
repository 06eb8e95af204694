"""What a client may ask of the courseware."""

from __future__ import annotations

from typing import Literal

from signaling.shape import ClientMessage, Identifier
from signaling.tools.courseware.state import Page, Position


class ShowPage(ClientMessage):
    type: Literal["show_page"] = "show_page"
    document: Identifier
    page: Page = 1


class HideCourseware(ClientMessage):
    type: Literal["hide_courseware"] = "hide_courseware"


class PlayClip(ClientMessage):
    """Open a clip, go on with it, or go somewhere else in it."""

    type: Literal["play_clip"] = "play_clip"
    document: Identifier
    position_ms: Position = 0


class PauseClip(ClientMessage):
    """Stop where it is, or, with `position_ms`, there."""

    type: Literal["pause_clip"] = "pause_clip"
    position_ms: Position | None = None


class CloseClip(ClientMessage):
    type: Literal["close_clip"] = "close_clip"
