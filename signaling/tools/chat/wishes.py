"""What a client may want of the chat."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.shape import ClientMessage, Identifier
from signaling.tools.chat.state import ChatMode

Text = Annotated[str, Field(min_length=1, max_length=4000)]


class Say(ClientMessage):
    type: Literal["say"] = "say"
    text: Text


class RemoveMessage(ClientMessage):
    """One's own, or as master anybody's; `n` is the message's number."""

    type: Literal["remove_message"] = "remove_message"
    n: Annotated[int, Field(ge=1)]


class SetChatMode(ClientMessage):
    type: Literal["set_chat_mode"] = "set_chat_mode"
    mode: ChatMode


class Whisper(ClientMessage):
    """Private words to one member: a master to anybody, anybody to a master. Never kept."""

    type: Literal["whisper"] = "whisper"
    to: Identifier
    text: Text
