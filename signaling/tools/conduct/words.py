"""What the server says of the lobby."""

from __future__ import annotations

from typing import Literal

from signaling.roles import Role
from signaling.shape import ServerMessage, Shape

#: `late`: the lesson has run for a while; `stranger`: came by the lesson's code; `removed`: was sent out.
HeldReason = Literal["late", "stranger", "removed"]


class Held(ServerMessage):
    """One waits in the lobby: nothing is seen or heard until `welcome`, or `bye` `declined`."""

    type: Literal["held"] = "held"
    reason: HeldReason


class Knock(Shape):
    """Somebody who waits; `since` is Unix time in milliseconds."""

    knock: str
    name: str
    place: str
    role: Role
    since: int
    reason: HeldReason


class Lobby(ServerMessage):
    """Everybody who waits now, in order of coming; for the masters."""

    type: Literal["lobby"] = "lobby"
    waiting: list[Knock]
