"""What a ticket says about its bearer; signing and verifying are the server's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from signaling.shape import Shape
from signaling.state import Role

#: Member ids become parts of source, producer and transport names, which are joined with `/`.
MemberId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class Claims(Shape):
    """
    One role in one lesson. `sub` is the member's id, `exp` Unix time in milliseconds.

    `terminal` is the id of the device that fetched it, by which it can be taken back; empty for people.
    With `lobby` its bearer waits until a master lets it in.
    """

    sub: MemberId
    lesson: Annotated[str, Field(min_length=1, max_length=40)]
    role: Role
    name: Annotated[str, Field(max_length=120)]
    place: Annotated[str, Field(max_length=120)] = ""
    exp: int
    terminal: Annotated[str, Field(max_length=40)] = ""
    lobby: bool = False


class TicketRefused(ValueError):
    """The ticket opens nothing; `code` is `ticket_expired`, `ticket_invalid` …"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


#: `(ticket, now in Unix milliseconds) -> Claims`, raising `TicketRefused`.
Verify = Callable[[str, int], Claims]
