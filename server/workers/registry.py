"""
Which media workers are there, and which room lives on which.

A room stays where it was placed, its home; its receivers may be on further
workers, its branches. When a worker's link breaks, its rooms wait for
a moment: the worker may come back with everything (only the link broke) or with
nothing (it was restarted). Whoever listens is told which of the two it was.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Collection
from typing import Protocol

from media.worker.protocol import (
    CloseRoom,
    FromWorker,
    Hello,
    LineNews,
    RecordingFault,
    RecordingRecovered,
    RoomInventory,
    SourceNews,
    TakeNews,
    TransportState,
)
from server.workers.link import UNNUMBERED, WorkerLink
from server.workers.placement import Limits, home_for_room, place_for_receiver
from server.workers.whereabouts import Whereabouts

log = logging.getLogger(__name__)

RoomEvent = TransportState | SourceNews | RecordingFault | RecordingRecovered | TakeNews | LineNews

#: How long rooms wait for a worker whose link broke before they are placed on another.
LOST_AFTER_S = 3.0
#: A worker dials again at least every 5 s: by then each has said what it carries.
SETTLED_AFTER_S = 6.0
_SETTLING = ""


class Listener(Protocol):
    """What the live rooms want to hear about workers."""

    def worker_returned(self, link: WorkerLink, inventory: RoomInventory) -> None:
        """A worker says that it carries this room."""

    def room_homeless(self, room: str) -> None:
        """The room's media is gone; it may be placed again at once."""

    def worker_arrived(self, link: WorkerLink) -> None:
        """A worker is there, after all that it carries was told: rooms without a home may take it."""

    def room_event(self, room: str, event: RoomEvent) -> None:
        """Something happened in a room on its worker."""

    def branch_opened(self, room: str, link: WorkerLink) -> None:
        """The next receiver of the room goes to this worker, which does not know the room yet."""

    def branch_returned(self, link: WorkerLink, inventory: RoomInventory) -> None:
        """A worker says that it carries this branch of a room."""

    def branch_emptied(self, room: str, link: WorkerLink) -> None:
        """The last receiver has left this branch of a room."""

    def branch_lost(self, room: str, worker: str, receivers: Collection[str]) -> None:
        """A branch is gone with its receivers."""


class Registry:
    """
    Connected workers by name, and the placement of rooms and receivers.

    `expected` workers of this machine are waited for, but not for ever, before a
    room is placed: one that comes late may carry it already.
    """

    def __init__(
        self, listener: Listener | None = None, expected: int = 0, limits: Limits | None = None
    ) -> None:
        #: What workers have refused since the process began, by code.
        self.refused: Counter[str] = Counter()
        self.listener = listener
        self.workers: dict[str, WorkerLink] = {}
        self.lost = 0
        self._where = Whereabouts()
        self._limits = limits or Limits()
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._expected = expected
        self._is_settled = expected <= 1
        self._arrival = asyncio.Event()

    def welcome(self, link: WorkerLink) -> None:
        """A worker said hello; one of the same name that is still listed is the same one's older link."""
        older = self.workers.get(link.name)
        if older is not None:
            older.close()
        self._stop_timer(link.name)
        self.workers[link.name] = link
        log.info("media worker %s is here with %d rooms", link.name, len(link.hello.rooms))
        self._compare(link)
        self._expect(link)

    def _expect(self, link: WorkerLink) -> None:
        if not self._is_settled and len(self.workers) < self._expected:
            if _SETTLING not in self._timers:
                loop = asyncio.get_running_loop()
                self._timers[_SETTLING] = loop.call_later(SETTLED_AFTER_S, self._settle)
            return
        if not self._is_settled:
            self._settle()
            return
        self._arrival.set()
        if self.listener is not None:
            self.listener.worker_arrived(link)

    def _settle(self) -> None:
        self._stop_timer(_SETTLING)
        self._is_settled = True
        for link in list(self.workers.values()):
            self._expect(link)

    def _compare(self, link: WorkerLink) -> None:
        name, where = link.name, self._where
        carried = {inventory.room: inventory for inventory in link.hello.rooms}
        for room in [room for room in where.rooms_at(name) if room not in carried]:
            self._evict(room)
        for room in [room for room in where.branched_at(name) if room not in carried]:
            self._lose_branch(room, name)
        for inventory in link.hello.rooms:
            if inventory.branch and where.homes.get(inventory.room) != name:
                self._adopt_branch(link, inventory)
            else:
                self._adopt(link, inventory)

    def _adopt(self, link: WorkerLink, inventory: RoomInventory) -> None:
        room = inventory.room
        if self._where.homes.setdefault(room, link.name) != link.name:
            # It was moved while this worker was away; two must not write the same recording.
            link.request(CloseRoom(id=UNNUMBERED, room=room))
            return
        self._where.confirm(room, link.name, inventory.transports, inventory.slots)
        if self.listener is not None:
            self.listener.worker_returned(link, inventory)

    def _adopt_branch(self, link: WorkerLink, inventory: RoomInventory) -> None:
        self._where.confirm(inventory.room, link.name, inventory.transports, inventory.slots)
        if self.listener is not None:
            self.listener.branch_returned(link, inventory)

    def farewell(self, link: WorkerLink) -> None:
        """A worker's link broke; its rooms wait for it a little."""
        link.close()
        if self.workers.get(link.name) is not link:
            return
        del self.workers[link.name]
        self.lost += 1
        if not self.workers:
            self._arrival.clear()
        log.warning("the link to media worker %s broke", link.name)
        loop = asyncio.get_running_loop()
        self._timers[link.name] = loop.call_later(LOST_AFTER_S, self._give_up, link.name)

    def _give_up(self, name: str) -> None:
        self._stop_timer(name)
        for room in self._where.rooms_at(name):
            self._evict(room)
        for room in self._where.branched_at(name):
            self._lose_branch(room, name)

    def _evict(self, room: str) -> None:
        self._where.unseat(room, self._where.homes[room])
        if self.listener is not None:
            self.listener.room_homeless(room)

    def _lose_branch(self, room: str, worker: str) -> None:
        gone = self._where.unseat(room, worker)
        if self.listener is not None:
            self.listener.branch_lost(room, worker, gone)

    def _stop_timer(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()

    def event(self, link: WorkerLink, message: FromWorker) -> None:
        """Pass a room's event on, unless the room has moved to another worker meanwhile."""
        match message:
            case (
                TransportState()
                | SourceNews()
                | RecordingFault()
                | RecordingRecovered()
                | TakeNews()
                | LineNews()
            ):
                if self.listener is not None and self._where.carries(link.name, message.room):
                    self.listener.room_event(message.room, message)
            case Hello():
                log.warning("media worker %s said hello twice", link.name)

    def home(self, room: str) -> WorkerLink | None:
        """The worker that carries the room, if it is connected."""
        return self.workers.get(self._where.homes.get(room, ""))

    def place(self, room: str) -> WorkerLink | None:
        """
        The room's worker; an unplaced room goes to the least loaded one.

        `None` while none is there, or all that are there are overloaded.
        """
        if room not in self._where.homes and self._is_settled:
            rooms = {name: len(self._where.rooms_at(name)) for name in self.workers}
            chosen = home_for_room(self.workers.values(), rooms.__getitem__)
            if chosen is not None:
                self._where.settle(room, chosen.name)
        return self.home(room)

    @property
    def is_full(self) -> bool:
        """Whether there are workers, but none that takes another room."""
        return bool(self.workers) and all(link.overloaded for link in self.workers.values())

    def seat(self, room: str, receiver: str) -> WorkerLink | None:
        """The worker for a receiver, which stays there until it leaves; `None` while its room has none."""
        home = self.place(room)
        if home is None or self._where.is_seated(room, receiver):
            return self.carrier(room, receiver)
        branches = self._where.branches(room)
        counts = {name: len(self._where.receivers(room, name)) for name in self.workers}
        chosen = place_for_receiver(
            self.workers.values(), home.name, branches, counts.__getitem__, self._limits
        )
        worker = chosen or home
        self._where.seat(room, [receiver], worker.name)
        if worker is not home and worker.name not in branches and self.listener is not None:
            self.listener.branch_opened(room, worker)
        return worker

    def carrier(self, room: str, receiver: str) -> WorkerLink | None:
        """The worker that has the receiver, if it is connected."""
        return self.workers.get(self._where.carrier(room, receiver) or "")

    def leave(self, room: str, receiver: str) -> None:
        """The receiver is gone."""
        emptied = self.workers.get(self._where.leave(room, receiver) or "")
        if emptied is not None and self.listener is not None:
            self.listener.branch_emptied(room, emptied)

    def branches(self, room: str) -> list[WorkerLink]:
        """The connected workers that carry receivers of the room besides its home."""
        names = self._where.branches(room)
        return [link for name, link in self.workers.items() if name in names]

    def receivers(self, room: str) -> list[str]:
        """The receivers of the room that some worker carries."""
        return self._where.seated(room)

    def is_placed(self, room: str) -> bool:
        """Whether the room has a worker, be it away for a moment."""
        return room in self._where.homes

    @property
    def placed(self) -> set[str]:
        """Every room that has a worker, be it away for a moment."""
        return set(self._where.homes)

    def release(self, room: str) -> None:
        """Forget where the room was; it has ended."""
        self._where.forget(room)

    async def arrived(self, within_s: float) -> bool:
        """Wait until a worker is connected; false if none came within `within_s` seconds."""
        try:
            await asyncio.wait_for(self._arrival.wait(), within_s)
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        for name in list(self._timers):
            self._stop_timer(name)
