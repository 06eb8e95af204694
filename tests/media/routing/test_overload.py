"""A worker that is late leaves out pictures step by step, and never sound."""

from collections.abc import Iterable

from media.routing.overload import ALL_BUT_LOWEST_LAYERS, CLASSROOMS, NOTHING, PICTURES, TOP_LAYERS, Overload

LATE, IN_TIME, BETWEEN = 0.1, 0.005, 0.03


class Watch:
    """A worker that is looked at once a second."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.overload = Overload()

    def sees(self, ages: Iterable[float], load: float = 0.8) -> list[int]:
        """What it leaves out after each second."""
        shed = []
        for age in ages:
            self.now += 1
            self.overload.observe(age, load, self.now)
            shed.append(self.overload.shed)
        return shed


def test_lateness_costs_one_step_a_second() -> None:
    assert Watch().sees([LATE] * 5) == [TOP_LAYERS, ALL_BUT_LOWEST_LAYERS, CLASSROOMS, PICTURES, PICTURES]


def test_a_worker_in_time_leaves_nothing_out() -> None:
    watch = Watch()
    assert set(watch.sees([IN_TIME, BETWEEN] * 20)) == {NOTHING}
    assert not watch.overload.overloaded


def test_one_that_is_late_with_little_to_do_leaves_nothing_out() -> None:
    watch = Watch()
    assert set(watch.sees([LATE] * 10, load=0.1)) == {NOTHING}
    assert not watch.overload.overloaded


def test_steps_are_taken_back_one_by_one_after_calm() -> None:
    watch = Watch()
    watch.sees([LATE] * 2)
    assert watch.sees([IN_TIME] * 13) == [2] * 5 + [1] * 5 + [0] * 3


def test_what_is_neither_late_nor_in_time_changes_nothing() -> None:
    watch = Watch()
    watch.sees([LATE])
    assert set(watch.sees([BETWEEN] * 30)) == {TOP_LAYERS}


def test_a_step_that_was_taken_back_too_soon_is_held_longer() -> None:
    watch = Watch()
    watch.sees([LATE])
    watch.sees([IN_TIME] * 6)
    assert watch.sees([LATE]) == [TOP_LAYERS]
    assert watch.sees([IN_TIME] * 11) == [1] * 10 + [0]


def test_a_worker_that_stays_late_or_full_says_that_it_should_get_nothing_more() -> None:
    late, full = Watch(), Watch()
    late.sees([LATE] * 6)
    full.sees([IN_TIME] * 6, load=0.95)
    assert late.overload.overloaded and full.overload.overloaded


def test_it_takes_more_when_it_has_had_room_for_a_while() -> None:
    watch = Watch()
    watch.sees([IN_TIME] * 6, load=0.95)
    watch.sees([IN_TIME] * 4, load=0.8)
    assert watch.overload.overloaded
    watch.sees([IN_TIME] * 6, load=0.5)
    assert not watch.overload.overloaded
