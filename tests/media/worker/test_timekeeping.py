"""What is due is done behind packets where such come, and by a timer where none come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from media.worker.load import LatenessMeter
from media.worker.timekeeping import Timekeeper


class Timer:
    """One call at its time, as the loop's handles are."""

    def __init__(self, at: float, call: Callable[[], None]) -> None:
        self.at, self.call, self.cancelled = at, call, False

    def when(self) -> float:
        return self.at

    def cancel(self) -> None:
        self.cancelled = True


class Story:
    """A timekeeper with a loop whose time the test moves; the numbers are seconds since the start."""

    def __init__(self, idle: bool = False, presses: bool = True) -> None:
        self.now = 0.0
        self.timer: Timer | None = None
        self.ticks: list[float] = []
        self.lateness = LatenessMeter()
        loop: Any = self
        self.presses = presses and not idle
        self.keeper = Timekeeper(self.tick, lambda: idle, self.lateness, loop)

    def tick(self) -> bool:
        self.ticks.append(self.now)
        return self.presses

    def time(self) -> float:
        return self.now

    def call_at(self, at: float, call: Callable[[], None]) -> Timer:
        self.timer = Timer(at, call)
        return self.timer

    def at(self, *times: float, packets: bool = False) -> list[float]:
        for self.now in times:
            timer = self.timer
            if timer is not None and not timer.cancelled and timer.at <= self.now:
                timer.call()
            elif packets:
                self.keeper.handled()
        return self.ticks


def test_without_packets_a_timer_ticks() -> None:
    assert Story().at(0.0, 0.02, 0.027, 0.04, 0.054) == [0.0, 0.027, 0.054]


def test_packets_take_the_timers_place() -> None:
    assert Story().at(0.0, 0.005, 0.013, 0.02, 0.034, packets=True) == [0.0, 0.013, 0.034]


def test_while_nobody_is_there_it_ticks_seldom() -> None:
    assert Story(idle=True).at(0.0, 0.1, 0.21) == [0.0, 0.21]


def test_it_tells_how_late_it_is_and_makes_up_for_nothing() -> None:
    story = Story()
    story.at(0.0, *(0.126 * number for number in range(1, 6)), 0.64)
    assert story.ticks == [0.126 * number for number in range(6)]
    assert story.lateness.read() == pytest.approx(0.1)


def test_after_its_end_nothing_is_called() -> None:
    story = Story()
    story.at(0.0)
    story.keeper.close()
    assert story.at(0.5) == [0.0]


def test_while_all_is_calm_it_ticks_less_often() -> None:
    assert Story(presses=False).at(0.0, 0.05, 0.093, 0.15, 0.186, 0.194, packets=True) == [0.0, 0.093, 0.186]


def test_what_comes_amiss_hastens_the_next_tick() -> None:
    story = Story(presses=False)
    story.at(0.0, 0.015)
    story.keeper.hurry()
    assert story.at(0.027) == [0.0, 0.027]
