"""The live side of a member: its session, its transports, and what it lived through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from signaling.commands import SlotRoute
from signaling.messages import LinkReport, Picture, SlotContent
from signaling.reports import DeviceTrouble
from signaling.room.slots import Allocation
from signaling.state import Member

Direction = Literal["up", "down", "whip"]
#: What a source comes through: one of its member's links, or a camera that the worker pulls.
Owner = Direction | Literal["pull"]
TransportState = Literal["connecting", "connected", "lost", "closed", "failed"]


@dataclass(frozen=True, slots=True)
class SlotPicture:
    """A slot's picture that is smaller than it is drawn, or not sent."""

    slot: int
    state: Literal["reduced", "paused"]
    reason: str


@dataclass(frozen=True, slots=True)
class LinkNews:
    """
    How the media worker finds one transport; `None` is not known.

    `rate` is what the line is thought to carry (down) or what arrives (up), in
    bit/s; `loss` is 0 to 1 before any repair. `pictures` are those that suffer.
    """

    rate: int | None = None
    loss: float | None = None
    rtt_ms: float | None = None
    pictures: tuple[SlotPicture, ...] = ()


@dataclass(slots=True)
class Link:
    """
    One transport of a member as far as the room knows.

    `assumed` after a crash of the control process, until the worker has said what
    it still carries.
    """

    state: TransportState | Literal["none", "assumed"] = "none"
    #: The worker was asked for it, and only the session that asked can finish what has begun.
    is_asked: bool = False
    #: The last attempt failed because there was no worker: say so when there is one.
    was_refused: bool = False
    #: When the sources on a broken up-link go, unless they are published again (Unix ms).
    vanishes_at: int | None = None
    news: LinkNews = LinkNews()

    @property
    def is_alive(self) -> bool:
        """The worker carries it, as far as is known; a `lost` one may come back."""
        return self.state in ("assumed", "connecting", "connected", "lost")

    @property
    def is_unfinished(self) -> bool:
        """The worker may have it, but nobody is connected by it yet."""
        return self.is_asked and not self.is_alive

    def breaks(self, state: Literal["none", "closed", "failed"], vanishes_at: int) -> None:
        """The transport is gone for good; what was on it vanishes later unless it is built anew."""
        if self.state != "none":
            self.vanishes_at = vanishes_at
        self.state = state
        self.is_asked = False
        self.news = LinkNews()

    def is_made(self) -> None:
        """The worker has accepted an offer or an answer for it."""
        self.was_refused = self.is_asked = False
        self.vanishes_at = None
        if self.state != "connected":
            self.state = "connecting"


@dataclass(slots=True)
class Downlink:
    """What a receiver's slots carry: decided (`allocation`), routed, and told to the member."""

    #: The number of slots that the receiver has accepted; none is routed before.
    slots: int = 0
    asked: int = 0
    offered: int = 0
    negotiation: int = 0
    allocation: Allocation = ()
    routed: tuple[SlotRoute, ...] | None = None
    told: list[SlotContent] | None = None
    #: How many pixels high the receiver draws its sources, as far as it has said.
    heights: dict[str, int] = field(default_factory=dict)
    #: What the line does to the pictures, by slot, as the worker said last.
    suffering: tuple[SlotPicture, ...] = ()

    def restart(self) -> None:
        """The receiver builds its connection anew: nothing is routed until it has answered."""
        self.slots = 0
        self.routed = None
        self.told = None
        self.heights = {}
        self.suffering = ()

    def pictures(self) -> list[Picture]:
        """Say by source which pictures are not as good as they are drawn."""
        return [
            Picture(source=source, state=each.state, reason=each.reason)
            for each in self.suffering
            if 0 <= each.slot < len(self.allocation) and (source := self.allocation[each.slot])
        ]

    def resume(self, slots: int) -> None:
        """The receiver goes on with its connection: tell it again what its slots carry."""
        self.slots = self.slots or slots
        self.asked = max(self.asked, self.slots)
        self.told = None


@dataclass(slots=True)
class Seat:
    """
    One member's place in the room.

    It is kept while the member is present: by a websocket (`session`), by a WHIP
    resource (`publisher`), or by the grace period that runs until `expires_at`.
    """

    member: Member
    session: str | None = None
    publisher: str | None = None
    epoch: int = 0
    expires_at: int | None = None
    up: Link = field(default_factory=Link)
    down: Link = field(default_factory=Link)
    whip: Link = field(default_factory=Link)
    downlink: Downlink = field(default_factory=Downlink)
    #: What each source comes through, and which tracks it has there.
    owners: dict[str, Owner] = field(default_factory=dict)
    tracks: dict[str, frozenset[str]] = field(default_factory=dict)
    report_up: LinkReport | None = None
    devices: list[DeviceTrouble] = field(default_factory=list)
    report_down: LinkReport | None = None

    @property
    def is_connected(self) -> bool:
        """Somebody holds the seat now, not only the grace period."""
        return self.session is not None or self.publisher is not None

    def link(self, direction: Direction) -> Link:
        """Return the seat's link of that direction."""
        return {"up": self.up, "down": self.down, "whip": self.whip}[direction]

    def owned_by(self, direction: Owner) -> list[str]:
        """List the sources that come through that link."""
        return [source for source, owner in self.owners.items() if owner == direction]
