"""
Let a room span several workers: each producer is piped once from its home to every branch.

The home is where all is published and recorded; a branch carries receivers alone.
Receivers stay where they were seated; who publishes is noted here, so that a
branch that is opened, or comes back, gets everything.
"""

from __future__ import annotations

import asyncio
import logging
from asyncio import Future
from collections.abc import Iterable

from media.worker.protocol import (
    AcceptDown,
    AnswerDown,
    CloseRoom,
    CloseTransport,
    Done,
    OpenBranch,
    OpenDown,
    OpenPipe,
    Route,
    SendPipe,
    TransportState,
    WorkerCommand,
)
from server.live import media
from server.tasks import spawn
from server.workers.link import UNNUMBERED, WorkerLink, WorkerRefused, settled
from server.workers.registry import Registry

log = logging.getLogger(__name__)

#: A pipe that could not be laid is tried again after this time.
RETRY_S = 1.0
ANSWER_S = 10.0
_NOWHERE = ["127.0.0.1"]


class Branches:
    """The workers of one room: which of them a command is for, and the pipes between them."""

    def __init__(self, lesson: str, registry: Registry) -> None:
        self._lesson = lesson
        self._registry = registry
        self._publishers: set[str] = set()
        self._due: set[tuple[str, str]] = set()
        self._laying: set[tuple[str, str]] = set()

    def link_for(self, command: WorkerCommand) -> WorkerLink | None:
        """The worker that carries out the command; a new receiver is seated, a new room placed."""
        match command:
            case OpenDown(transport=receiver) | AcceptDown(transport=receiver):
                return self._registry.seat(self._lesson, receiver)
            case AnswerDown(transport=receiver) | Route(transport=receiver):
                return self._registry.carrier(self._lesson, receiver)
            case CloseTransport(transport=name) if media.is_receiver(name):
                return self._registry.carrier(self._lesson, name)
        return self._registry.place(self._lesson)

    def closed(self, transport: str) -> None:
        """A transport is gone, by a command or by itself."""
        if media.is_receiver(transport):
            self._registry.leave(self._lesson, transport)
        elif transport in self._publishers:
            self._publishers.discard(transport)
            for branch in self._registry.branches(self._lesson):
                self._close(branch, media.PIPE + transport)

    def published(self, transport: str) -> None:
        """A publisher has come, or has other tracks."""
        self._publishers.add(transport)
        for branch in self._registry.branches(self._lesson):
            self._lay(transport, branch.name)

    def opened(self, branch: WorkerLink) -> None:
        """A worker is to carry receivers of the room: tell it so before the first comes, and feed it."""
        self._ask(branch, OpenBranch(id=UNNUMBERED, room=self._lesson))
        self.feed(branch)

    def feed(self, branch: WorkerLink) -> None:
        """Pipe to this branch whatever is published; what is piped already goes on."""
        for publisher in self._publishers:
            self._lay(publisher, branch.name)

    def emptied(self, branch: WorkerLink) -> None:
        """The branch has no receiver left."""
        self._ask(branch, CloseRoom(id=UNNUMBERED, room=self._lesson))
        self.lost(branch.name)

    def lost(self, branch: str) -> None:
        """The branch is gone: nothing is piped there any more, and what comes later gets new pipes."""
        home = self._registry.home(self._lesson)
        for publisher in self._publishers:
            if home is not None:
                self._close(home, _pipe(publisher, branch))

    def settle(self, publishers: Iterable[str], home: WorkerLink | None = None) -> None:
        """The home carries these publishers from now on; `home` is given if it was a branch until now."""
        if home is not None:
            for publisher in self._publishers:
                self._close(home, media.PIPE + publisher)
        self._publishers = set(publishers)
        for branch in self._registry.branches(self._lesson):
            self.feed(branch)

    def heard(self, event: TransportState) -> None:
        """One end of a pipe has changed its state: lay it anew when it has ended."""
        if event.state not in ("closed", "failed"):
            return
        log.warning("room %s: the pipe %s has ended: %s", self._lesson, event.transport, event.reason)
        for branch in self._registry.branches(self._lesson):
            self.feed(branch)

    # -- pipes

    def _lay(self, publisher: str, branch: str) -> None:
        """Lay a pipe, or tell a laid one what has changed; one after the other for each."""
        self._due.add((publisher, branch))
        if (publisher, branch) not in self._laying:
            self._laying.add((publisher, branch))
            spawn(self._lay_for_ever(publisher, branch), name=f"{self._lesson} pipe {publisher} to {branch}")

    async def _lay_for_ever(self, publisher: str, branch: str) -> None:
        key = publisher, branch
        try:
            while key in self._due:
                self._due.discard(key)
                if not await self._is_laid(publisher, branch):
                    await asyncio.sleep(RETRY_S)
                    self._due.add(key)
        finally:
            self._laying.discard(key)

    async def _is_laid(self, publisher: str, branch: str) -> bool:
        """Whether the pipe is laid now, or needs not be."""
        home = self._registry.home(self._lesson)
        there = next((each for each in self._registry.branches(self._lesson) if each.name == branch), None)
        if home is None or there is None or publisher not in self._publishers:
            return True
        try:
            await self._connect(publisher, home, there)
        except WorkerRefused as refused:
            log.warning("room %s: no pipe for %s to %s: %s", self._lesson, publisher, branch, refused)
            return refused.code == "unknown_transport"
        return True

    async def _connect(self, publisher: str, home: WorkerLink, branch: WorkerLink) -> None:
        sending = SendPipe(
            id=UNNUMBERED,
            room=self._lesson,
            transport=_pipe(publisher, branch.name),
            publisher=publisher,
            addresses=branch.hello.addresses or _NOWHERE,
            port=branch.hello.udp_port,
        )
        offer = (await home.call(sending, ANSWER_S)).pipe
        if offer is not None:
            opening = OpenPipe(
                id=UNNUMBERED, room=self._lesson, transport=media.PIPE + publisher, **offer.model_dump()
            )
            await branch.call(opening, ANSWER_S)

    def _close(self, link: WorkerLink, transport: str) -> None:
        self._ask(link, media.close_transport(self._lesson, transport))

    def _ask(self, link: WorkerLink, command: WorkerCommand) -> None:
        """Send it at once, before what comes next; the answer changes nothing."""
        answer = link.request(command)
        spawn(_unheeded(answer), name=f"{self._lesson} {type(command).__name__}")


def _pipe(publisher: str, branch: str) -> str:
    """What the home calls its pipe to a branch."""
    return f"{media.PIPE}{publisher}/{branch}"


async def _unheeded(answer: Future[Done]) -> None:
    try:
        await settled(answer, ANSWER_S)
    except WorkerRefused as refused:
        log.debug("refused: %s", refused)
