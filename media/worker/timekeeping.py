"""Do what is due, behind packets where such come: one wake-up then serves both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from media.worker.load import LatenessMeter

_TICK_S = 0.02
# While nothing is missing, waiting or asked for, what is due is feedback to publishers that know their line.
_CALM_TICK_S = 0.1
# Where nobody is connected nothing is due soon: whoever comes is greeted by the socket.
_IDLE_TICK_S = 0.2
# Earlier by so much where packets have just been handled, later by so much as long as some may come.
_EARLY_S, _PATIENCE_S = 0.008, 0.006


class Timekeeper:
    """
    Calls `tick` until `close`: about every 20 ms, if that says that something presses or after `hurry`;
    otherwise every 100 ms, and every 200 ms while `is_idle`.

    Call `handled` after packets. A late tick is not made up for by several at once;
    how late the ticks are goes to `lateness`.
    """

    def __init__(
        self,
        tick: Callable[[], bool],
        is_idle: Callable[[], bool],
        lateness: LatenessMeter,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._tick = tick
        self._is_idle = is_idle
        self._lateness = lateness
        self._loop = loop
        self._last = self._due = self._fires_at = self._loop.time()
        self._timer = self._loop.call_at(self._due, self._fire)

    def handled(self) -> None:
        """Packets have been handled and sent on."""
        now = self._loop.time()
        if now >= self._due - _EARLY_S:
            self._timer.cancel()
            self._do(now - self._due, now)

    def hurry(self) -> None:
        """Something has come that may soon need an answer."""
        soon = self._last + _TICK_S
        if soon < self._due:
            self._timer.cancel()
            self._await(soon)

    def _fire(self) -> None:
        now = self._loop.time()
        self._do(now - self._fires_at, now)

    def _do(self, late: float, now: float) -> None:
        self._lateness.add(late)
        self._last = now
        presses = self._tick()
        self._await(now + (_TICK_S if presses else _IDLE_TICK_S if self._is_idle() else _CALM_TICK_S))

    def _await(self, due: float) -> None:
        self._due, self._fires_at = due, due + _PATIENCE_S
        self._timer = self._loop.call_at(self._fires_at, self._fire)

    def close(self) -> None:
        """Call nothing any more. May be called again."""
        self._timer.cancel()
