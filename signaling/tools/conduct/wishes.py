"""What a client may ask of the conduct of a lesson."""

from __future__ import annotations

from typing import Literal

from signaling.shape import ClientMessage, Identifier


class HandOver(ClientMessage):
    """Let another teacher lead the lesson; a master who names himself takes it over."""

    type: Literal["hand_over"] = "hand_over"
    member: Identifier


class RemoveMember(ClientMessage):
    """Send a member out; its ticket leads to the lobby from now on."""

    type: Literal["remove_member"] = "remove_member"
    member: Identifier


class SetFreeFloor(ClientMessage):
    """Say whether anybody may speak without being called on."""

    type: Literal["set_free_floor"] = "set_free_floor"
    allowed: bool


class TakeFloor(ClientMessage):
    """Speak without being called on, where that is allowed."""

    type: Literal["take_floor"] = "take_floor"


class Admit(ClientMessage):
    """Let in whoever waits in the lobby under this number."""

    type: Literal["admit"] = "admit"
    knock: Identifier


class Decline(ClientMessage):
    """Send away whoever waits in the lobby under this number."""

    type: Literal["decline"] = "decline"
    knock: Identifier
