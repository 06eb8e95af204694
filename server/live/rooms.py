"""
The rooms that are open now: opened on demand, recovered after a crash, closed when their lesson is over.

This is what the REST routes, WHIP, WHEP and the signalling websocket ask for a
lesson's room, and what the media workers' news reach.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection

from media.worker.protocol import RoomInventory
from server.conductor import Conductor
from server.live.archive import Archive
from server.live.closing import Closing
from server.live.disk import Disk
from server.live.housing import Housing
from server.live.linehistory import RoomLines
from server.live.opening import NoRoom, Opening
from server.tasks import finished, sleep_unless, spawn
from server.workers.link import WorkerLink
from server.workers.registry import Registry, RoomEvent
from signaling.claims import Claims
from signaling.state import Phase, Role

log = logging.getLogger(__name__)

TICK_S = 1.0
RETRY_S = 1.0
STOP_S = 3.0
#: Whoever has asked for a room that is open comes in within this time.
WANTED_MS = 10_000


class LiveRooms:
    """All rooms of this control process, by lesson."""

    def __init__(
        self,
        opening: Opening,
        housing: Housing,
        closing: Closing,
        registry: Registry,
        archive: Archive,
        clock: Callable[[], int],
    ) -> None:
        self.rooms: dict[str, Conductor] = {}
        self.clock = clock
        self._opening = opening
        self._housing = housing
        self._closing = closing
        self._registry = registry
        self._archive = archive
        self._being_opened: dict[str, asyncio.Task[Conductor | NoRoom]] = {}
        #: When somebody has last asked for an open room.
        self._wanted_at: dict[str, int] = {}
        self._telling_documents = asyncio.Lock()
        self._stopping = asyncio.Event()
        registry.listener = self

    # -- what the routes ask

    async def open(self, lesson_id: str) -> Conductor:
        """The lesson's room, opened or recovered if need be. Raises `NoRoom`."""
        conductor = self.rooms.get(lesson_id) or await self._open_once(lesson_id)
        if conductor.room.is_over:
            raise NoRoom("lesson_over")
        self._wanted_at[lesson_id] = self.clock()
        return conductor

    async def start(self, lesson_id: str) -> None:
        """Start the lesson as its teacher's button does; returns when that is stored. Raises `NoRoom`."""
        conductor = await self.open(lesson_id)
        conductor.carry_out(conductor.room.start(self.clock()))
        await self._archive.settled(2.0)

    async def end(self, lesson_id: str) -> None:
        """End the lesson; returns when its recording is finished on disk or can't be. Raises `NoRoom`."""
        conductor = await self.open(lesson_id)
        conductor.carry_out(conductor.room.end(self.clock()))
        await self._closing.finished(lesson_id)
        await self._archive.settled(2.0)

    async def cameras_changed(self) -> None:
        """Tell every open room which cameras its classrooms have now; raises the database's errors."""
        for conductor in list(self.rooms.values()):
            cameras = await self._opening.cameras(conductor.lesson)
            conductor.carry_out(conductor.room.register_cameras(cameras, self.clock()))

    async def courseware_changed(self, lesson_id: str) -> None:
        """Tell the open room what the lesson can show and watch now; what was read last counts."""
        async with self._telling_documents:
            if lesson_id not in self.rooms:
                return
            try:
                documents = await self._opening.documents(lesson_id)
                playables = await self._opening.playables(lesson_id)
            except NoRoom as refused:
                log.error("lesson %s is not told of its courseware: %s", lesson_id, refused.code)
                return
            conductor = self.rooms.get(lesson_id)
            if conductor is not None:
                commands = conductor.room.register_documents(documents, self.clock(), playables)
                conductor.carry_out(commands)

    def admits(self, claims: Claims) -> bool:
        """Whether the bearer of a good ticket takes part or may come in, and is not for the lobby."""
        conductor = self.rooms.get(claims.lesson)
        return not (conductor.room.keeps_out(claims) if conductor is not None else claims.lobby)

    def plays(self, lesson_id: str, recording_id: str) -> bool:
        """Whether the recording is open on the screens of the lesson's room."""
        conductor = self.rooms.get(lesson_id)
        current = conductor.room.state.playback.current if conductor else None
        return current is not None and current.recording == recording_id

    def is_taught_by(self, lesson_id: str, member: str) -> bool:
        """Whether the member has the role of a master in the lesson's open room."""
        conductor = self.rooms.get(lesson_id)
        found = conductor.room.state.members.get(member) if conductor else None
        return found is not None and found.role is Role.MASTER

    def presence(self, lesson_id: str) -> frozenset[str]:
        """Ids of the members who are present now; empty when no room is open."""
        conductor = self.rooms.get(lesson_id)
        members = conductor.room.state.members.values() if conductor else ()
        return frozenset(member.id for member in members if member.present)

    def recording_live(self, lesson_id: str) -> bool:
        """Whether the lesson's recording may still grow: it runs, or its takes are being closed."""
        conductor = self.rooms.get(lesson_id)
        runs = conductor is not None and conductor.room.state.lesson.phase is Phase.LIVE
        return runs or self._closing.is_busy(lesson_id)

    def disk(self) -> Disk:
        """The disk of the recordings."""
        return self._archive.disk

    def lines(self) -> list[RoomLines]:
        """How the lines of every open room are and have been."""
        return [RoomLines(each.lesson, each.room.state, each.lines) for each in self.rooms.values()]

    # -- opening

    async def _open_once(self, lesson_id: str) -> Conductor:
        """One task for all who ask at the same time; whoever gives up does not stop it."""
        task = self._being_opened.get(lesson_id)
        if task is None:
            task = spawn(self._open(lesson_id), name=f"open {lesson_id}")
            self._being_opened[lesson_id] = task
        opened = await asyncio.shield(task)
        if isinstance(opened, NoRoom):
            raise opened
        return opened

    async def _open(self, lesson_id: str) -> Conductor | NoRoom:
        """A refusal is an outcome here: it is for whoever asked, and no failure of the task."""
        try:
            return await self._opened(lesson_id)
        except NoRoom as refused:
            return refused
        finally:
            del self._being_opened[lesson_id]

    async def _opened(self, lesson_id: str) -> Conductor:
        conductor = await self._opening.conductor(lesson_id, self._closing.finish)
        self.rooms[lesson_id] = conductor
        self._housing.house(conductor)
        await self.courseware_changed(lesson_id)
        self._wanted_at[lesson_id] = self.clock()
        return conductor

    async def close(self) -> None:
        """Stop the clock, and wait for what is being read from the database."""
        self._stopping.set()
        for conductor in self.rooms.values():
            conductor.keep_lines()
        await finished(*self._being_opened.values(), within_s=STOP_S)

    async def recover(self) -> None:
        """Open the rooms of all lessons that ran when the last control process stopped."""
        for lesson_id in await self._opening.live():
            try:
                await self.open(lesson_id)
            except NoRoom as refused:
                log.warning("lesson %s is not recovered: %s", lesson_id, refused.code)

    # -- time

    async def run(self) -> None:
        """Tell every room each second what time it is, until `close`."""
        while not self._stopping.is_set():
            await sleep_unless(self._stopping, TICK_S)
            self._archive.disk.look(self.clock())
            for conductor in list(self.rooms.values()):
                self.tick(conductor)

    def tick(self, conductor: Conductor) -> None:
        """Tell one room what time it is; `run` does so for all."""
        try:
            conductor.carry_out(conductor.room.tick(self.clock()))
            self._housing.notice_recovery(conductor)
            conductor.begin_withheld()
        except Exception:
            # One lesson's mishap must not stop the clock of the others.
            log.exception("lesson %s: tick failed", conductor.lesson)
        if conductor.room.is_over or self._is_deserted(conductor):
            self._drop(conductor)

    def _is_deserted(self, conductor: Conductor) -> bool:
        """Nobody is there or on the way, and whoever comes next can read from the database what was."""
        nobody = conductor.room.is_empty and not len(conductor.outlets)
        waits = conductor.room.state.lesson.phase is Phase.WAITING
        return nobody and waits and not self._is_wanted(conductor.lesson) and not len(self._archive.facts)

    def _is_wanted(self, lesson_id: str) -> bool:
        just_now = self.clock() - self._wanted_at.get(lesson_id, 0) < WANTED_MS
        return just_now or lesson_id in self._being_opened

    def _drop(self, conductor: Conductor) -> None:
        """Forget the room once its recording is finished; its worker forgets it too."""
        if not self._closing.is_busy(conductor.lesson):
            self.rooms.pop(conductor.lesson, None)
            self._wanted_at.pop(conductor.lesson, None)
            self._closing.vacate(conductor.lesson)

    # -- what the workers say

    def worker_returned(self, link: WorkerLink, inventory: RoomInventory) -> None:
        """A worker carries this room: adopt it, or finish it if its lesson is over."""
        conductor = self.rooms.get(inventory.room)
        if conductor is not None:
            self._housing.adopt(conductor, inventory)
        else:
            self._housing.remember(inventory)
            spawn(self._reopen(inventory.room), name=f"reopen {inventory.room}")

    async def _reopen(self, lesson_id: str) -> None:
        while not self._stopping.is_set():
            try:
                await self.open(lesson_id)
                return
            except NoRoom as refused:
                if refused.code != "database_gone":
                    await self._closing.clear_out(lesson_id)
                    return
            await sleep_unless(self._stopping, RETRY_S)

    def worker_arrived(self, link: WorkerLink) -> None:
        """Rooms without a worker take this one."""
        for conductor in list(self.rooms.values()):
            self._housing.move_in(conductor)

    def room_homeless(self, room: str) -> None:
        """The room's worker is gone with everything it carried."""
        conductor = self.rooms.get(room)
        if conductor is not None:
            self._housing.rehouse(conductor)

    def branch_opened(self, room: str, link: WorkerLink) -> None:
        """The next receiver of the room goes to a worker that does not know the room yet."""
        conductor = self.rooms.get(room)
        if conductor is not None:
            conductor.workers.branches.opened(link)

    def branch_returned(self, link: WorkerLink, inventory: RoomInventory) -> None:
        """A worker carries receivers of this room, whose home is another."""
        conductor = self.rooms.get(inventory.room)
        if conductor is not None:
            self._housing.adopt_branch(conductor, link, inventory)
        else:
            spawn(self._reopen(inventory.room), name=f"reopen {inventory.room}")

    def branch_emptied(self, room: str, link: WorkerLink) -> None:
        """The last receiver has left a branch."""
        conductor = self.rooms.get(room)
        if conductor is not None:
            conductor.workers.branches.emptied(link)

    def branch_lost(self, room: str, worker: str, receivers: Collection[str]) -> None:
        """A branch is gone: those whom it carried come again, and are seated elsewhere."""
        conductor = self.rooms.get(room)
        if conductor is not None:
            conductor.workers.branches.lost(worker)
            conductor.carry_out(conductor.room.receivers_lost(receivers, self.clock()))
            for receiver in receivers:
                conductor.outlets.forget(receiver)

    def room_event(self, room: str, event: RoomEvent) -> None:
        """Something happened in a room on its worker."""
        conductor = self.rooms.get(room)
        if conductor is not None:
            self._housing.event(conductor, event)
