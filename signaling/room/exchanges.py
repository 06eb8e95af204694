"""Whoever publishes or watches by one request and its answer: the clients of WHIP and WHEP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from signaling.claims import Claims
from signaling.commands import Command
from signaling.errors import error
from signaling.messages import ErrorMessage
from signaling.room.membership import Membership
from signaling.room.proceedings import Proceedings
from signaling.room.publications import Publications
from signaling.room.seats import Downlink


class Exchanges:
    """The side of a room that they speak to; every method but `refusal` returns commands, in order."""

    def __init__(
        self,
        room: Proceedings,
        membership: Membership,
        publications: Publications,
        settled: Callable[[], list[Command]],
    ) -> None:
        self._room = room
        self._membership = membership
        self._publications = publications
        self._settled = settled

    def refusal(self, claims: Claims, action: Literal["publish", "view"]) -> ErrorMessage | None:
        """Why this bearer may not publish or view now; `None` when it may."""
        code = self._membership.refusal(claims, action)
        return error(code) if code is not None else None

    def open_publisher(self, publisher: str, claims: Claims, sdp: str, now: int) -> list[Command]:
        """
        A WHIP client posts its offer; `publisher` names the WHIP resource and its transport.
        It is `whip/MEMBER/XXXX`: after a crash the room finds the member in it.

        `publisher` stands as `session` in what follows: an `AcceptPublisher` whose outcome sends it
        `Published` (201) or an `ErrorMessage`; `Close(publisher)` ends the resource and its transport.
        The same member's older resource is closed once the new one is published.
        """
        self._publications.open_publisher(publisher, claims, sdp)
        return self._settled()

    def close_publisher(self, publisher: str, now: int) -> list[Command]:
        """DELETE of the WHIP resource: its sources go at once."""
        self._publications.close_publisher(publisher, now)
        return self._settled()

    def open_viewer(self, viewer: str, claims: Claims, slots: int, now: int) -> list[Command]:
        """
        A WHEP client's offer was answered with `slots` slots; `viewer` is `whep/…`. Ask `refusal` first.

        Slot 0 follows the stage, the others carry what else is to be seen: `Route(member=viewer, …)` comes.
        """
        if self.refusal(claims, "view") is None:
            self._room.viewers[viewer] = Downlink(slots=slots)
        return self._settled()

    def close_viewer(self, viewer: str, now: int) -> list[Command]:
        """The WHEP resource was deleted or its transport has closed."""
        self._room.viewers.pop(viewer, None)
        return self._settled()
