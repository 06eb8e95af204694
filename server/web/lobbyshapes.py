"""The JSON objects of asking into a lesson, one class each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.web.shapes import IceServer, Moment
from signaling.shape import Shape


class Entrance(Shape):
    """How others may ask to be let in: by `code`; without an account only with `guests`."""

    code: str
    guests: bool


class WantedEntrance(Shape):
    guests: bool


class LobbyLesson(Shape):
    """What whoever has the code learns of the lesson."""

    id: str
    title: str
    teacher: str
    form: str
    starts_at: Moment
    ends_at: Moment
    guests: bool


class Knocking(Shape):
    """`name` is how a guest is called; `key` is a terminal's; who wants to be a `master` teaches along."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    name: Annotated[str, Field(max_length=80)] = ""
    role: Literal["rural", "observer", "master"] = "rural"
    key: Annotated[str, Field(max_length=200)] = ""


class LobbyTicket(Shape):
    """A ticket with which `join` is answered by `held` until a teacher has decided."""

    lesson: LobbyLesson
    ticket: str
    expires_at: Moment
    role: str
    member: str
    ice_servers: list[IceServer]
