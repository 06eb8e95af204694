"""The last words that members have written."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from signaling.shape import Shape

#: The state holds so many messages; older ones are in the cues.
LATEST = 200


class ChatMode(StrEnum):
    """Who may write: nobody, teachers only, or every classroom too."""

    OFF = "off"
    TEACHERS = "teachers"
    ALL = "all"


class ChatMessage(Shape):
    """`n` is the number of its cue, `at` Unix time in milliseconds. A removed one has lost its text."""

    n: int
    member: str
    text: str
    at: int
    removed: bool = False


class ChatState(Shape):
    mode: ChatMode = ChatMode.TEACHERS
    messages: list[ChatMessage] = Field(default_factory=list)
