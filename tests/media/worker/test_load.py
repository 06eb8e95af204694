"""A worker knows how late it is."""

from media.worker.load import LatenessMeter


def test_percentiles_are_of_the_time_since_the_last_reading() -> None:
    meter = LatenessMeter()
    for late in (0.001,) * 90 + (0.2,) * 10:
        meter.add(late)
    assert (meter.read(), meter.p99) == (0.2, 0.2)
    meter.add(0.002)
    assert meter.read() == 0.002


def test_without_a_tick_the_last_reading_stands() -> None:
    meter = LatenessMeter()
    meter.add(0.3)
    meter.read()
    assert meter.read() == 0.3


def test_a_tick_before_its_time_is_not_late() -> None:
    meter = LatenessMeter()
    meter.add(-0.001)
    assert meter.read() == 0.0
