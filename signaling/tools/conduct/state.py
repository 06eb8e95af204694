"""Who conducts the lesson, and by which of its rules."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from signaling.roles import Role
from signaling.shape import Shape

#: The forms of lesson, as the timetable knows them; in `research` all are equals.
LessonForm = Literal["synchronous", "delivered", "master_teacher", "broadcast", "research", "observation"]
FORMS: tuple[LessonForm, ...] = get_args(LessonForm)
#: A `check` is no lesson: one room tries its devices and its line, and sees only itself.
Form = LessonForm | Literal["check"]


class ConductState(Shape):
    """
    `lead` is the teacher whom the lesson was handed to; None: the first one in the room.

    With `free_floor` anybody may speak without being called on. `removed` members were sent out
    and wait in the lobby if they come again. `appointed` are roles given in the lesson: they
    count more than those of the tickets.
    """

    form: Form = "synchronous"
    lead: str | None = None
    free_floor: bool = False
    removed: list[str] = Field(default_factory=list)
    appointed: dict[str, Role] = Field(default_factory=dict)
