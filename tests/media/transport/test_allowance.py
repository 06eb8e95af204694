"""An allowance lets through a burst and then a rate, and time that stands still gives nothing."""

from media.transport.allowance import Allowance


def test_at_first_so_many_as_a_second_allows_then_by_the_rate() -> None:
    allowance = Allowance(10)
    assert [allowance.take(100.0) for _ in range(12)] == [True] * 10 + [False] * 2
    assert [allowance.take(100.25) for _ in range(3)] == [True, True, False]


def test_what_was_not_used_for_long_does_not_add_up() -> None:
    allowance = Allowance(10)
    assert allowance.take(1.0)
    assert sum(allowance.take(1000.0) for _ in range(50)) == 10
