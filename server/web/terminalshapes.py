"""The JSON objects about terminals: how one is paired, what it has to do, and how it is listed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.web.shapes import ClassroomName, IceServer, LessonCard, Moment
from signaling.shape import Shape

Key = Annotated[str, Field(min_length=1, max_length=200, repr=False)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Place = Annotated[str, Field(max_length=40)]


class TerminalKey(Shape):
    """`client` names the build of the page that asks."""

    key: Key
    client: Annotated[str, Field(max_length=40)] = ""


class TerminalName(Shape):
    id: str
    name: str


class Entrance(Shape):
    """
    What a terminal has to do now: wait for `lesson`, or join it with `ticket`.

    `lessons` are its classroom's of the day that ends at `day_ends_at` in `timezone`; `build` is the page's
    newest build, empty when the server has none.
    """

    terminal: TerminalName
    classroom: ClassroomName
    lesson: LessonCard | None
    lessons: list[LessonCard]
    day_ends_at: Moment
    ticket: str | None
    expires_at: Moment | None
    ice_servers: list[IceServer]
    site: str
    timezone: str
    build: str
    server_time: Moment


class GivenCode(Shape):
    """`url` is the page where the code is typed; `secret` becomes the terminal's key, if it is."""

    code: str
    secret: Annotated[str, Field(repr=False)]
    url: str
    expires_at: Moment
    server_time: Moment


class CodeSecret(Shape):
    secret: Key


class CodeState(Shape):
    """`paired`: from now on the secret is the terminal's key."""

    state: Literal["waiting", "paired"]


class NewTerminal(Shape):
    """Without a name it is called like its classroom."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    classroom: Place
    name: Name | None = None


class ChangedTerminal(Shape):
    """What is left out stays."""

    name: Name | None = None
    classroom: Place | None = None


class TerminalCard(Shape):
    """`lesson` is where it talks now; `online` says that it has asked in the last half minute or talks."""

    id: str
    name: str
    classroom: ClassroomName
    online: bool
    lesson: str | None
    seen_at: Moment | None
    client: str
    is_current: bool


class Terminals(Shape):
    """With the classrooms that a terminal can be paired with."""

    terminals: list[TerminalCard]
    classrooms: list[ClassroomName]
