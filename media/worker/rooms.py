"""Every room on this worker, and control's commands to them."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import assert_never

from media.packets.sdp import MalformedSdp
from media.recording.writer import RESERVE
from media.routing.microphones import PLACES
from media.transport.endpoint import Endpoint
from media.transport.negotiation import NoUsableCodec
from media.transport.pipe import BadKey
from media.worker.piped import BadPipe
from media.worker.protocol import (
    AcceptDown,
    AcceptUp,
    AnswerDown,
    CloseRoom,
    CloseTransport,
    Done,
    Failed,
    FinishRecording,
    OpenBranch,
    OpenDown,
    OpenPipe,
    Pull,
    Record,
    Route,
    SendPipe,
    ToWorker,
    WorkerCommand,
)
from media.worker.refusal import Refused
from media.worker.room import Event, WorkerRoom

_log = logging.getLogger("tongke.rooms")

# A room without transports and recorder this long has been forgotten by its control process.
_STALE_AFTER_S = 600.0

_MOST_ROOMS = 1000
_MOST_TRANSPORTS = 4000


class Rooms:
    """
    The rooms by name. `report` gets their events.

    Commands change everything they change before `execute` returns, so that they
    take effect in the order in which they came; only waiting for the disk is left
    to whoever awaits what it returns.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        report: Callable[[Event], None],
        reserve: int = RESERVE,
        microphones: int = PLACES,
    ) -> None:
        self.by_name: dict[str, WorkerRoom] = {}
        self.endpoint = endpoint
        self._report = report
        self._reserve, self._microphones = reserve, microphones
        self._finishing: set[str] = set()
        self._past: Counter[str] = Counter()

    @property
    def transport_count(self) -> int:
        """How many transports there are in all rooms."""
        return sum(len(room.transports) for room in self.by_name.values())

    def execute(self, command: ToWorker, now: float) -> Done | Failed | Awaitable[Done]:
        """Carry out a command; what has to wait for the disk comes as an awaitable."""
        try:
            return self._execute(command, now)
        except Refused as refused:
            return _failed(command, refused.code, str(refused))
        except MalformedSdp as error:
            return _failed(command, "bad_sdp", str(error))
        except (BadKey, BadPipe) as error:
            return _failed(command, "bad_pipe", str(error))
        except NoUsableCodec as error:
            return _failed(command, "no_codec", str(error))
        except OSError as error:
            return _failed(command, "disk_full", f"the recording cannot be written: {error.strerror}")

    def _execute(self, command: ToWorker, now: float) -> Done | Awaitable[Done]:
        match command:
            case AcceptUp():
                return self._home(command.room, now).accept_up(command, now)
            case OpenDown():
                return self._open(command.room, now).open_down(command, now)
            case AcceptDown():
                return self._open(command.room, now).accept_down(command, now)
            case OpenPipe():
                return self._open(command.room, now).open_pipe(command, now)
            case Pull():
                return self._home(command.room, now).pull(command)
            case OpenBranch():
                self._open(command.room, now).is_branch = True
                return Done(id=command.id)
            case SendPipe():
                return self._known(command.room).send_pipe(command, now)
            case AnswerDown():
                return self._known(command.room).answer_down(command, now)
            case Route():
                return self._known(command.room).route(command, now)
            case CloseTransport():
                self._known(command.room).close_transport(command.transport)
                return Done(id=command.id)
            case Record():
                if command.room in self._finishing:
                    raise Refused("wrong_state", "the recording is being finished")
                return self._home(command.room, now).record(command, now)
            case FinishRecording():
                return self._finish(command, self._known(command.room))
            case CloseRoom():
                return self._close(command)
            case _:
                assert_never(command)

    def _open(self, name: str, now: float) -> WorkerRoom:
        if self.transport_count >= _MOST_TRANSPORTS:
            raise Refused("overloaded", f"this worker already carries {_MOST_TRANSPORTS} transports")
        room = self.by_name.get(name)
        if room is None:
            if len(self.by_name) >= _MOST_ROOMS:
                raise Refused("overloaded", f"this worker already carries {_MOST_ROOMS} rooms")
            room = self.by_name[name] = WorkerRoom(
                name, self.endpoint, self._report, now, self._reserve, self._microphones
            )
        return room

    def _home(self, name: str, now: float) -> WorkerRoom:
        """The room, of which this worker is the home: here it is published or recorded."""
        room = self._open(name, now)
        room.is_branch = False
        return room

    def _known(self, name: str) -> WorkerRoom:
        room = self.by_name.get(name)
        if room is None:
            raise Refused("unknown_room", f"this worker has no room {name}")
        return room

    def _close(self, command: CloseRoom) -> Done | Awaitable[Done]:
        room = self.by_name.pop(command.room, None)
        if room is None:
            return Done(id=command.id)
        self._past += room.counters()
        room.recording.end()
        room.close()
        return self._finish(command, room)

    def _finish(self, command: FinishRecording | CloseRoom, room: WorkerRoom) -> Done | Awaitable[Done]:
        recorder = room.recording.release()
        if recorder is None:
            return Done(id=command.id)
        self._finishing.add(room.name)
        # Before the next command, which may close the transports that the takes come from.
        return self._finished(command, recorder.finish())

    async def _finished(self, command: FinishRecording | CloseRoom, written: Awaitable[None]) -> Done:
        try:
            await written
        finally:
            self._finishing.discard(command.room)
        return Done(id=command.id)

    def tick(self, now: float) -> bool:
        """Let every room keep its time, and say whether something presses: then call it again in 20 ms."""
        presses = False
        for name, room in list(self.by_name.items()):
            try:
                presses |= room.tick(now)
            except Exception:
                # A fault in one room must not stop the clock of all the others.
                self.endpoint.counters["internal_errors"] += 1
                _log.exception("room %s cannot keep its time", name)
            if now - room.used_at > _STALE_AFTER_S:
                room.close()
                del self.by_name[name]
        return presses

    def counters(self) -> Counter[str]:
        """Totals since the start, of closed rooms too."""
        totals = self.endpoint.counters + self._past
        for room in self.by_name.values():
            totals += room.counters()
        return totals

    async def finish(self) -> None:
        """End every take; returns when all is on disk."""
        recorders = [room.recording.release() for room in self.by_name.values()]
        await asyncio.gather(*(recorder.finish() for recorder in recorders if recorder is not None))

    def close(self) -> None:
        """Say goodbye to every peer."""
        for room in self.by_name.values():
            room.close()
        self.by_name.clear()


def _failed(command: WorkerCommand, code: str, text: str) -> Failed:
    return Failed(id=command.id, code=code, text=text)
