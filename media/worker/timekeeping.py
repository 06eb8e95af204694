"""Do what is due every 20 ms, behind packets where such come: one wake-up then serves both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from media.worker.load import LatenessMeter

_TICK_S = 0.02
# Where nobody is connected nothing is due soon: whoever comes is greeted by the socket.
_IDLE_TICK_S = 0.2
# Earlier by so much where packets have just been handled, later by so much as long as some may come.
_EARLY_S, _PATIENCE_S = 0.008, 0.006


class Timekeeper:
    """
    Calls `tick` about every 20 ms, or every 200 ms while `is_idle`, until `close`.

    Call `handled` after packets. A late tick is not made up for by several at once;
    how late the ticks are goes to `lateness`.
    """

    def __init__(
        self,
        tick: Callable[[], None],
        is_idle: Callable[[], bool],
        lateness: LatenessMeter,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._tick = tick
        self._is_idle = is_idle
        self._lateness = lateness
        self._loop = loop
        self._due = self._loop.time()
        self._timer = self._loop.call_at(self._due, self._fire)

    def handled(self) -> None:
        """Packets have been handled and sent on."""
        now = self._loop.time()
        if now >= self._due - _EARLY_S:
            self._timer.cancel()
            self._do(now - self._due, now)

    def _fire(self) -> None:
        now = self._loop.time()
        self._do(now - self._timer.when(), now)

    def _do(self, late: float, now: float) -> None:
        self._lateness.add(late)
        self._due = now + (_IDLE_TICK_S if self._is_idle() else _TICK_S)
        self._timer = self._loop.call_at(self._due + _PATIENCE_S, self._fire)
        self._tick()

    def close(self) -> None:
        """Call nothing any more. May be called again."""
        self._timer.cancel()
