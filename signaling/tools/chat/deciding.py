"""Decide about wishes for the chat."""

from __future__ import annotations

from signaling.tools.chat.cues import ChatModeChanged, ChatRemoved, ChatSaid
from signaling.tools.chat.state import ChatMode
from signaling.tools.chat.wishes import RemoveMessage, Say, SetChatMode
from signaling.tools.situation import Decide, Decision, Situation


def say(situation: Situation, wish: Say) -> Decision:
    """Write a message for all, if the moderation lets this member, and not too fast."""
    text = wish.text.strip()
    mode = situation.state.chat.mode
    if mode is ChatMode.OFF:
        return "chat_off"
    if mode is ChatMode.TEACHERS and not situation.is_master:
        return "chat_for_teachers"
    if len(text) > situation.settings.chat.text:
        return "text_too_long"
    if _is_hasty(situation):
        return "chat_too_fast"
    return [ChatSaid(text=text)] if text else []


def remove_message(situation: Situation, wish: RemoveMessage) -> Decision:
    """One takes back one's own words, a master anybody's."""
    found = next((each for each in situation.state.chat.messages if each.n == wish.n), None)
    if found is None or found.removed:
        return []
    if found.member != situation.member and not situation.is_master:
        return "not_allowed"
    return [ChatRemoved(n=wish.n)]


def set_chat_mode(situation: Situation, wish: SetChatMode) -> Decision:
    """Say who may write from now on."""
    return [] if situation.state.chat.mode is wish.mode else [ChatModeChanged(mode=wish.mode)]


def _is_hasty(situation: Situation) -> bool:
    limits = situation.settings.chat
    lately = [
        each
        for each in situation.state.chat.messages
        if each.member == situation.member and situation.now - each.at < limits.burst_ms
    ]
    return len(lately) >= limits.burst


DECIDERS: dict[type, Decide] = {Say: say, RemoveMessage: remove_message, SetChatMode: set_chat_mode}
