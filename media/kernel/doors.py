"""The worker's sockets, served by the compiled loops; Python looks when it has to."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from media import clock
from media.kernel.fan_out import FanOut, HoldBack
from media.kernel.intake import Intake, KnownRun, Taken
from media.kernel.known import KnownSources
from media.kernel.library import Kernel
from media.kernel.track import Track
from media.packets.run import Run
from media.transport.path import Path
from media.transport.peer import Peer
from media.transport.srtp import reason_of

#: Commands and ticks get their turn after so many datagrams.
_BATCH = 64

Batch = list[tuple[bytes, Path]]
#: Takes decrypted packets of one source; gives the track that they go on by, if there is one.
ReceiveRun = Callable[[Peer, Run, float], Track | None]
#: What came at this time has been handed on; whether it had been sent ahead.
Settle = Callable[[float, bool], None]


class Doors:
    """
    Reads all sockets. What needs no thought goes on at once, and is looked at when something
    does, or by `catch_up`: call that before anything that must not be behind.

    `take` gets what comes of nobody known, `receive_run` the rest, `settle` is called after
    what belongs together.
    """

    def __init__(
        self,
        kernel: Kernel,
        sockets: Sequence[socket.socket],
        may_segment: Sequence[bool],
        hold_back: HoldBack,
        flush_soon: Callable[[], None],
        counters: Counter[str],
        hold: float,
    ) -> None:
        self.receive_run: ReceiveRun | None = None
        self.take: Callable[[Batch, float], None] | None = None
        self.settle: Settle | None = None
        self.fan_out = FanOut(kernel, sockets, may_segment, hold_back, flush_soon, counters)
        self.fan_out.on_catch_up = self.catch_up
        self.known = KnownSources(kernel, [opened.family for opened in sockets])
        self.kernel = kernel
        self._counters = counters
        self._looks = False
        self._hold = hold
        self._intakes = [
            Intake(kernel, opened, number, self.known, self.fan_out, hold)
            for number, opened in enumerate(sockets)
        ]

    @property
    def structs(self) -> list[Any]:
        """Every socket's `struct door`, for who serves them without Python."""
        return [intake.door for intake in self._intakes]

    def serve(self, number: int) -> None:
        """
        Something has come at this socket: take it, and what comes while that is looked at.

        What it leads to leaves together, by the next flush.
        """
        intake, room, began = self._intakes[number], _BATCH, clock.now()
        while room > 0:
            room -= intake.serve() or room
            if not intake.presses:
                break
            self.catch_up()
            if clock.now() - began >= self._hold:
                break

    def catch_up(self) -> None:
        """Look at all that has come."""
        if self._looks:
            return
        self._looks = True
        try:
            for intake in self._intakes:
                taken = intake.look()
                if taken is not None:
                    self._look_at(taken)
        finally:
            self._looks = False

    def _look_at(self, taken: Taken) -> None:
        self._counters["datagrams_in"] += taken.datagrams
        for failure in taken.failures:
            self._counters["drop_" + reason_of(failure)] += 1
        self.fan_out.settle()
        for at, runs in taken.ahead:
            self._hand_in(runs, at)
            self._settle(at, True)
        self._hand_in(taken.runs, taken.at)
        if taken.batch and self.take is not None:
            self.take(taken.batch, taken.at)
        if taken.runs or taken.batch:
            self._settle(taken.at, False)

    def _hand_in(self, runs: Sequence[KnownRun], at: float) -> None:
        for number, run in runs:
            peer = self.known.peer(number)
            if peer is None or self.receive_run is None:
                self._counters["drop_not_connected"] += len(run.packets)
                continue
            track = self.receive_run(peer, run, at)
            if track is not None:
                self.known.link(number, track)

    def _settle(self, at: float, ahead: bool) -> None:
        if self.settle is not None:
            self.settle(at, ahead)

    def close(self) -> None:
        """Let go of the owner. May be called again."""
        self.receive_run = self.take = self.settle = None
        self.fan_out.on_catch_up = None
