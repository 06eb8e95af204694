"""Tell the media workers of one room what to do, and count what they refuse."""

from __future__ import annotations

import logging
from asyncio import Future

from media.worker import protocol
from media.worker.protocol import Done, WorkerCommand
from server.live.branches import Branches
from server.tasks import spawn
from server.workers.link import WorkerGone, WorkerLink, WorkerRefused, settled
from server.workers.registry import Registry

log = logging.getLogger(__name__)

#: How long a worker may take for an answer.
ANSWER_S = 10.0
#: A transport that is gone already needs neither a route nor a close.
HARMLESS = ("unknown_transport", "unknown_room")


class WorkerSide:
    """`branches` are the workers that carry the room."""

    def __init__(self, lesson: str, registry: Registry) -> None:
        self.branches = Branches(lesson, registry)
        self._lesson = lesson
        self._registry = registry

    def tell(self, command: WorkerCommand) -> None:
        """Send a command whose outcome the room need not know; without a worker there is nothing to do."""
        answer = self.request(command)
        if answer is not None:
            spawn(self._note_refusal(command, answer), name=f"{self._lesson} {type(command).__name__}")
        if isinstance(command, protocol.CloseTransport):
            self.branches.closed(command.transport)

    def request(self, command: WorkerCommand) -> Future[Done] | None:
        """Send a command at once; its answer is the caller's to wait for. None without a worker."""
        link = self.branches.link_for(command)
        return link.request(command) if link is not None else None

    async def find(self, command: WorkerCommand, within_s: float) -> WorkerLink:
        """The worker for a command, waited for if it is being restarted. Raises `WorkerRefused`."""
        link = self.branches.link_for(command)
        if link is None and await self._registry.arrived(within_s):
            link = self.branches.link_for(command)
        if link is None and self._registry.is_full:
            raise WorkerRefused("overloaded", "no media worker takes another lesson")
        if link is None:
            raise WorkerGone
        return link

    def count(self, refused: WorkerRefused) -> None:
        """Note a refusal for `/metrics`."""
        self._registry.refused[refused.code] += 1

    async def _note_refusal(self, command: WorkerCommand, answer: Future[Done]) -> None:
        try:
            await settled(answer, ANSWER_S)
        except WorkerRefused as refused:
            self.count(refused)
            if not isinstance(refused, WorkerGone) and refused.code not in HARMLESS:
                log.warning("room %s: worker refused %s: %s", self._lesson, type(command).__name__, refused)
