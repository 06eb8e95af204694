"""Who may write and moderate, and what is said to whoever may not."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, UNTIL_THE_END, Permission

PERMISSIONS = {
    "say": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER),
    "remove_message": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER),
    "set_chat_mode": Permission(UNTIL_THE_END, NEVER, NEVER),
    "whisper": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER),
}
ERRORS = {
    "chat_off": ErrorWords(
        "The chat is switched off.",
        "Ask the teacher to switch it on.",
        "聊天已关闭。",
        "请主讲教师打开聊天。",
    ),
    "chat_for_teachers": ErrorWords(
        "Only teachers write in the chat at present.",
        "Ask the teacher to open it for everybody.",
        "目前只有教师可以发言聊天。",
        "请主讲教师对全体开放聊天。",
    ),
    "text_too_long": ErrorWords(
        "The text is too long.",
        "Shorten it, or send it in parts.",
        "文字太长。",
        "请缩短，或分几次发送。",
    ),
    "chat_too_fast": ErrorWords(
        "Too many messages in a short time.",
        "Wait a few seconds.",
        "发送得太快了。",
        "请过几秒再发。",
    ),
    "whisper_to_nobody": ErrorWords(
        "Private words reach a member who is here, and go from or to a teacher.",
        "Choose somebody who is present.",
        "悄悄话只能在教师与在场成员之间发送。",
        "请选择在场的成员。",
    ),
}
