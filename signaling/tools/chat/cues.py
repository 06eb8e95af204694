"""What can happen in the chat."""

from __future__ import annotations

from typing import Literal

from signaling.shape import Shape
from signaling.tools.chat.state import ChatMode


class ChatSaid(Shape):
    """Who said it is the cue's `by`."""

    type: Literal["chat_said"] = "chat_said"
    text: str


class ChatRemoved(Shape):
    """The message of cue `n` is shown no longer."""

    type: Literal["chat_removed"] = "chat_removed"
    n: int


class ChatModeChanged(Shape):
    type: Literal["chat_mode_changed"] = "chat_mode_changed"
    mode: ChatMode
