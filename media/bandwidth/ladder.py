"""Decide which picture gets how much of a thin line, in an order that a lesson would choose."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

#: A step that is taken may grow this much above the budget before it is given up: encoders swing.
_KEPT_WITHIN = 1.05
#: A new step has to fit with room to spare.
_TAKEN_WITHIN = 0.93
#: So long the room for a higher step must be there, first and for any after it was lost once.
_FIRST_PATIENCE, _PATIENCE = 0.3, 2.0
#: After a step was lost, the first wait and the longest; twice as long each time it is lost again soon.
_FIRST_WAIT, _LONGEST_WAIT = 3.0, 60.0
#: A step that was held this long was no mistake.
_HELD = 30.0
#: In steps: the second step of the teacher's picture is worth about as much as any picture of a classroom.
_WORTH_OF_RANK = 0.5
_BEHIND_STAGE = 0.5


@dataclass(frozen=True, slots=True)
class Flow:
    """
    One picture that could be sent, at rising `costs` in bit/s (from the lowest layer up).

    `rank` 0 comes first.
    """

    key: Hashable
    rank: int
    costs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """
    The step of each picture, -1 where it is paused, and what they cost together.

    `wish` is what the line would have to carry for one step more; `None` if
    everything is granted.
    """

    steps: dict[Hashable, int]
    used: float
    wish: float | None


class _Memory:
    """What one picture has been granted, and since when it could have more."""

    __slots__ = ("fits_since", "raised_at", "step", "wait", "wait_until")

    def __init__(self) -> None:
        self.step = -1
        self.fits_since: float | None = None
        self.raised_at = float("-inf")
        self.wait = 0.0
        self.wait_until = float("-inf")

    def may_rise(self, step: int, now: float) -> bool:
        """Called while there is room for this step, which is one more."""
        if self.fits_since is None:
            self.fits_since = now
        patience = _PATIENCE if self.wait else _FIRST_PATIENCE if step else 0.0
        return now >= self.wait_until and now - self.fits_since >= patience

    def settle(self, step: int, now: float) -> None:
        """Take note of the granted step: one that falls soon after it rose waits longer to rise again."""
        if step > self.step:
            self.raised_at = now
            self.fits_since = None
        elif step < self.step:
            soon = now - self.raised_at < _HELD
            self.wait = min(_LONGEST_WAIT, 2 * self.wait) if self.wait and soon else _FIRST_WAIT
            self.wait_until = now + self.wait
            self.fits_since = None
        self.step = step


class Ladder:
    """
    Grants steps: all lowest ones of high rank first, then higher ones, and down at once.

    `grant` is called some times a second with everything that could be sent.
    """

    def __init__(self) -> None:
        self._memories: dict[Hashable, _Memory] = {}

    def grant(self, flows: Iterable[Flow], budget: float, now: float) -> Allocation:
        """Share `budget` (bit/s, infinite where nothing limits it) out among these pictures."""
        flows, unlimited = tuple(flows), budget == float("inf")
        memories = {flow.key: self._memories.get(flow.key) or _Memory() for flow in flows}
        steps: dict[Hashable, int] = {flow.key: -1 for flow in flows}
        used, wish = 0.0, None
        for flow, step in _order(flows):
            if steps[flow.key] != step - 1:
                continue
            memory = memories[flow.key]
            extra = flow.costs[step] - (flow.costs[step - 1] if step else 0.0)
            keeps = step <= memory.step
            fits = used + extra <= budget * (_KEPT_WITHIN if keeps else _TAKEN_WITHIN)
            if not fits and step == memory.step + 1:
                memory.fits_since = None
            if fits and (keeps or unlimited or memory.may_rise(step, now)):
                steps[flow.key] = step
                used += extra
            elif wish is None:
                wish = (used + extra) / _TAKEN_WITHIN
        for key, memory in memories.items():
            memory.settle(steps[key], now)
        self._memories = memories
        return Allocation(steps, used, wish)

    def lose(self, key: Hashable, now: float) -> None:
        """Take a step back from a picture that does not get through; it is granted again after its wait."""
        memory = self._memories.get(key)
        if memory is not None and memory.step >= 0:
            memory.settle(memory.step - 1, now)


def _order(flows: tuple[Flow, ...]) -> list[tuple[Flow, int]]:
    pairs = [(flow, step) for flow in flows for step in range(len(flow.costs))]
    return sorted(pairs, key=lambda pair: (_place(*pair), pair[0].rank))


def _place(flow: Flow, step: int) -> float:
    return step + _WORTH_OF_RANK * flow.rank + (_BEHIND_STAGE if flow.rank > 1 else 0.0)
