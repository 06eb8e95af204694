"""
Give every open room a media worker, and tell it what that worker carries.

A worker outlives this process: what its `hello` lists is adopted, so that media
flows on through a restart. What nobody claims within the grace period is closed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from media.worker.protocol import (
    LineNews,
    RecordingFault,
    RecordingRecovered,
    RoomInventory,
    SourceNews,
    TakeNews,
    TransportState,
)
from server.conductor import Conductor
from server.live import media
from server.live.outlets import Silence
from server.workers.link import WorkerLink
from server.workers.registry import SETTLED_AFTER_S, Registry, RoomEvent

log = logging.getLogger(__name__)

#: A recorder that can't write tries again, and complains, every 5 s.
WELL_AFTER_MS = 8_000


class Housing:
    """Placement of rooms as the rooms see it."""

    def __init__(self, registry: Registry, clock: Callable[[], int], grace_s: float) -> None:
        self._registry = registry
        self._clock = clock
        self._grace_s = grace_s
        self._carried: dict[str, RoomInventory] = {}
        #: What homes carry that have pipes to workers of which nothing is known yet.
        self._awaiting: dict[str, RoomInventory] = {}

    def remember(self, inventory: RoomInventory) -> None:
        """A worker carries a room that is not open yet."""
        self._carried[inventory.room] = inventory

    def house(self, conductor: Conductor) -> None:
        """A room has been opened: give it the worker that carries it already, or any."""
        carried = self._carried.pop(conductor.lesson, None)
        if carried is not None:
            self.adopt(conductor, carried)
        elif self._registry.place(conductor.lesson) is not None:
            self._ready(conductor)

    def rehouse(self, conductor: Conductor) -> None:
        """Its worker is gone with everything: say so, and go on with another if there is one."""
        kept = self._registry.receivers(conductor.lesson)
        conductor.carry_out(conductor.room.worker_lost(self._clock(), kept))
        self._find_home(conductor)

    def move_in(self, conductor: Conductor) -> None:
        """A worker has arrived: a room that has none takes it."""
        if not self._registry.is_placed(conductor.lesson):
            self._find_home(conductor)

    def _find_home(self, conductor: Conductor) -> None:
        """Place the room, as far as there is a worker that takes it."""
        branches = {branch.name for branch in self._registry.branches(conductor.lesson)}
        home = self._registry.place(conductor.lesson)
        if home is not None:
            conductor.workers.branches.settle((), home if home.name in branches else None)
            self._ready(conductor)

    def adopt(self, conductor: Conductor, carried: RoomInventory) -> None:
        """The room's worker is back and carries these transports and producers."""
        self._adopt_sessions(conductor, carried.transports)
        conductor.workers.branches.settle(name for name in carried.transports if media.is_publisher(name))
        self._await_branches(conductor, carried)
        self._ready(conductor, carried)
        self._close_strangers_later(conductor, carried.transports)

    def adopt_branch(self, conductor: Conductor, branch: WorkerLink, carried: RoomInventory) -> None:
        """A branch of the room is back and carries these receivers."""
        self._adopt_sessions(conductor, list(carried.slots))
        conductor.workers.branches.feed(branch)
        receivers = [name for name in carried.transports if media.is_receiver(name)]
        self._close_strangers_later(conductor, receivers)
        home = self._awaiting.get(conductor.lesson)
        if home is not None:
            home = self._awaiting[conductor.lesson] = home.model_copy(
                update={"slots": home.slots | carried.slots}
            )
            if not self._absent(home):
                self._stop_waiting(conductor)

    def _absent(self, carried: RoomInventory) -> set[str]:
        """The branches to which the home has pipes, and which have not said hello to this process."""
        there = {branch.name for branch in self._registry.branches(carried.room)}
        return {pipe.rpartition("/")[2] for pipe in carried.pipes} - there

    def _await_branches(self, conductor: Conductor, carried: RoomInventory) -> None:
        if self._absent(carried):
            self._awaiting[conductor.lesson] = carried
            loop = asyncio.get_running_loop()
            loop.call_later(SETTLED_AFTER_S, self._stop_waiting, conductor)

    def _stop_waiting(self, conductor: Conductor) -> None:
        """Who has not been heard of by now is on no branch."""
        carried = self._awaiting.pop(conductor.lesson, None)
        if carried is not None:
            self._ready(conductor, carried)

    def _adopt_sessions(self, conductor: Conductor, transports: list[str]) -> None:
        """WHIP and WHEP sessions have no websocket that would come back: they simply go on."""
        for name in transports:
            if name in conductor.outlets or not name.startswith((media.WHIP, media.WHEP)):
                continue
            conductor.outlets.open(name, Silence())

    def _ready(self, conductor: Conductor, carried: RoomInventory | None = None) -> None:
        """Tell the room what its worker carries; a worker that is new to it carries nothing."""
        conductor.faulty.clear()
        carried = carried or RoomInventory(
            room=conductor.lesson, transports=[], producers=[], recording=False
        )
        transports = carried.transports + self._registry.receivers(conductor.lesson)
        if conductor.lesson in self._awaiting:
            # Any receiver may be on a branch that has yet to dial.
            transports += [media.down_transport(member) for member in conductor.room.state.members]
        conductor.carry_out(
            conductor.room.worker_ready(transports, carried.producers, self._clock(), carried.slots)
        )

    def _close_strangers_later(self, conductor: Conductor, transports: list[str]) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(self._grace_s + 1, self._close_strangers, conductor, transports)

    def _close_strangers(self, conductor: Conductor, transports: list[str]) -> None:
        members = conductor.room.state.members
        for transport in transports:
            owner = members.get(media.owner(transport))
            if not transport.startswith(media.WHEP) and (owner is None or not owner.present):
                conductor.workers.tell(media.close_transport(conductor.lesson, transport))

    def event(self, conductor: Conductor, event: RoomEvent) -> None:
        """Pass a worker's news on to the room it is about."""
        now = self._clock()
        match event:
            case TransportState():
                self._transport(conductor, event, now)
            case SourceNews():
                self._source(conductor, event, now)
            case RecordingFault():
                conductor.fault_at = now
                conductor.faulty |= {event.producer} - {""}
                conductor.carry_out(conductor.room.recording_fault(event.code, event.text, now))
            case RecordingRecovered():
                conductor.faulty.discard(event.producer)
            case LineNews():
                self._line(conductor, event, now)
            case TakeNews():
                log.debug("room %s: take %s open=%s", event.room, event.take, event.open)

    def _line(self, conductor: Conductor, event: LineNews, now: int) -> None:
        """A player's line is no member's, and nobody is told of it."""
        whose = media.transport_of(event.transport)
        if whose is not None:
            member, direction = whose
            conductor.carry_out(conductor.room.line_news(member, direction, media.link_news(event), now))

    def _source(self, conductor: Conductor, event: SourceNews, now: int) -> None:
        if event.state == "waiting" and event.reason:
            log.warning("room %s: %s does not come: %s", event.room, event.transport, event.reason)
        if event.state == "running":
            conductor.workers.branches.published(event.transport)
        conductor.carry_out(
            conductor.room.camera_changed(
                event.transport.removeprefix(media.PULL),
                event.state == "running",
                [each.producer for each in event.producers],
                event.reason,
                now,
            )
        )

    def notice_recovery(self, conductor: Conductor) -> None:
        """Called each second: a recorder is well again when every fault is over, and has been for a while."""
        now = self._clock()
        if conductor.faulty or conductor.fault_at is None:
            return
        if now - conductor.fault_at > WELL_AFTER_MS:
            conductor.fault_at = None
            conductor.carry_out(conductor.room.recording_resumed(now))

    def _transport(self, conductor: Conductor, event: TransportState, now: int) -> None:
        name, is_over = event.transport, event.state in ("closed", "failed")
        if name.startswith(media.PIPE):
            conductor.workers.branches.heard(event)
            return
        if is_over:
            conductor.workers.branches.closed(name)
        if not name.startswith((media.WHIP, media.WHEP)):
            whose = media.transport_of(name)
            if whose is not None:
                conductor.carry_out(conductor.room.transport_state(*whose, event.state, now))
        elif name in conductor.outlets:
            # The end of a session that another has replaced is no news of its member.
            self._session(conductor, event, now)
            if is_over:
                conductor.outlets.forget(name)

    def _session(self, conductor: Conductor, event: TransportState, now: int) -> None:
        room, name = conductor.room, event.transport
        if name.startswith(media.WHIP):
            conductor.carry_out(room.transport_state(media.owner(name), "whip", event.state, now))
        elif event.state in ("closed", "failed"):
            conductor.carry_out(room.exchanges.close_viewer(name, now))
