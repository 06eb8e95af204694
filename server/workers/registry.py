"""
Which media workers are there, and which room lives on which.

A room stays where it was placed. When a worker's link breaks, its rooms wait for
a moment: the worker may come back with everything (only the link broke) or with
nothing (it was restarted). Whoever listens is told which of the two it was.
"""

from __future__ import annotations

import asyncio
import logging
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

log = logging.getLogger(__name__)

RoomEvent = TransportState | SourceNews | RecordingFault | RecordingRecovered | TakeNews | LineNews

#: How long rooms wait for a worker whose link broke before they are placed on another.
LOST_AFTER_S = 3.0
#: Two workers whose loads differ by less are equals; the one with fewer rooms is taken.
EQUAL_LOAD = 0.1


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


class Registry:
    """Connected workers by name, and the placement of rooms."""

    def __init__(self, listener: Listener | None = None) -> None:
        self.listener = listener
        self.workers: dict[str, WorkerLink] = {}
        self.lost = 0
        self._homes: dict[str, str] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._arrival = asyncio.Event()

    def welcome(self, link: WorkerLink) -> None:
        """A worker said hello; one of the same name that is still listed is the same one's older link."""
        older = self.workers.get(link.name)
        if older is not None:
            older.close()
        self._stop_timer(link.name)
        self.workers[link.name] = link
        self._arrival.set()
        log.info("media worker %s is here with %d rooms", link.name, len(link.hello.rooms))
        self._compare(link)

    def _compare(self, link: WorkerLink) -> None:
        carried = {inventory.room for inventory in link.hello.rooms}
        for room in [room for room, home in self._homes.items() if home == link.name and room not in carried]:
            self._evict(room)
        for inventory in link.hello.rooms:
            if self._homes.setdefault(inventory.room, link.name) != link.name:
                # It was moved while this worker was away; two must not write the same recording.
                link.request(CloseRoom(id=UNNUMBERED, room=inventory.room))
                continue
            if self.listener is not None:
                self.listener.worker_returned(link, inventory)
        if self.listener is not None:
            self.listener.worker_arrived(link)

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
        for room in [room for room, home in self._homes.items() if home == name]:
            self._evict(room)

    def _evict(self, room: str) -> None:
        self._homes.pop(room, None)
        if self.listener is not None:
            self.listener.room_homeless(room)

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
                if self.listener is not None and self._homes.get(message.room) == link.name:
                    self.listener.room_event(message.room, message)
            case Hello():
                log.warning("media worker %s said hello twice", link.name)

    def home(self, room: str) -> WorkerLink | None:
        """The worker that carries the room, if it is connected."""
        return self.workers.get(self._homes.get(room, ""))

    def place(self, room: str) -> WorkerLink | None:
        """The room's worker; an unplaced room goes to the least loaded one. `None` while none is there."""
        if room not in self._homes and self.workers:
            self._homes[room] = self._least_loaded().name
        return self.home(room)

    def _least_loaded(self) -> WorkerLink:
        def weight(link: WorkerLink) -> tuple[int, int]:
            rooms = sum(1 for home in self._homes.values() if home == link.name)
            return int(link.load / EQUAL_LOAD), rooms

        return min(self.workers.values(), key=weight)

    def is_placed(self, room: str) -> bool:
        """Whether the room has a worker, be it away for a moment."""
        return room in self._homes

    @property
    def placed(self) -> set[str]:
        """Every room that has a worker, be it away for a moment."""
        return set(self._homes)

    def release(self, room: str) -> None:
        """Forget where the room was; it has ended."""
        self._homes.pop(room, None)

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
