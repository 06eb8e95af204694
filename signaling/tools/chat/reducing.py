"""What the cues of the chat mean."""

from __future__ import annotations

from signaling.tools.chat.cues import ChatModeChanged, ChatRemoved, ChatSaid
from signaling.tools.chat.state import LATEST, ChatMessage, ChatState
from signaling.tools.cue import At
from signaling.tools.tool import Change


def _said(state: ChatState, event: ChatSaid, cue: At) -> ChatState:
    message = ChatMessage(n=cue.n, member=cue.by or "", text=event.text, at=cue.at)
    return state.model_copy(update={"messages": [*state.messages, message][-LATEST:]})


def _removed(state: ChatState, event: ChatRemoved, cue: At) -> ChatState:
    gone = {"text": "", "removed": True}
    messages = [each.model_copy(update=gone) if each.n == event.n else each for each in state.messages]
    return state.model_copy(update={"messages": messages})


def _mode(state: ChatState, event: ChatModeChanged, cue: At) -> ChatState:
    return state.model_copy(update={"mode": event.mode})


CHANGES: dict[str, Change] = {"chat_said": _said, "chat_removed": _removed, "chat_mode_changed": _mode}
