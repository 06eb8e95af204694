"""In what order and how fast what waits leaves."""

from media.bandwidth.pacer import Pacer


def filled(rate: float, *ranks: int, size: int = 1000) -> Pacer[int]:
    """Packets of 1000 bytes, each with its rank for a name."""
    pacer: Pacer[int] = Pacer(rate)
    pacer.release(0.0)
    for rank in ranks:
        pacer.add(rank, size, rank, 0.0)
    return pacer


def drained(pacer: Pacer[int], seconds: float, step: float = 0.02) -> list[int]:
    left = []
    for tick in range(1, round(seconds / step) + 1):
        left += pacer.release(tick * step)
    return left


def test_as_much_leaves_as_the_rate_allows():
    pacer = filled(800_000, *[1] * 200)
    assert abs(len(drained(pacer, 1.0)) - 100) <= 2


def test_a_high_rate_is_reached_with_few_calls():
    pacer = filled(8_000_000, *[1] * 2000)
    assert abs(len(drained(pacer, 1.0)) - 1000) <= 40


def test_what_has_a_lower_rank_goes_first():
    pacer = filled(800_000, 2, 2, 1, 0)
    assert drained(pacer, 1.0) == [0, 1, 2, 2]


def test_sound_is_paid_for_before_pictures_go():
    pacer = filled(80_000, *[1] * 10)
    pacer.spend(5_000)
    assert drained(pacer, 0.2) == []


def test_sound_does_not_hold_pictures_up_for_ever():
    pacer = filled(80_000, *[1] * 10)
    pacer.spend(1_000_000)
    assert drained(pacer, 0.5) != []


def test_what_has_waited_too_long_is_given_up_with_its_rank_alone():
    pacer = filled(8_000, 1, 2, 2)
    pacer.add(0, 1000, 0, 0.9)
    assert pacer.overdue(0.8, 1.0) == [1, 2, 2]
    assert pacer.size == 1000


def test_what_is_not_wanted_any_more_is_forgotten():
    pacer = filled(8_000_000, 1, 2, 1)
    pacer.keep_if(lambda item: item != 1)
    assert pacer.size == 1000
    assert drained(pacer, 0.1) == [2]
