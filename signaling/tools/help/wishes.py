"""What a client may ask for, and how the asking ends."""

from __future__ import annotations

from typing import Literal

from signaling.shape import ClientMessage, Identifier
from signaling.tools.help.state import NeedKind


class AskHelp(ClientMessage):
    type: Literal["ask_help"] = "ask_help"
    kind: NeedKind = NeedKind.OTHER


class SettleHelp(ClientMessage):
    """One's own asking, or as master anybody's."""

    type: Literal["settle_help"] = "settle_help"
    member: Identifier | None = None
