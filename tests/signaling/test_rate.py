"""A token bucket in virtual time."""

from signaling.rate import REMEMBERED, Rates, TokenBucket


def test_a_burst_is_allowed_and_no_more() -> None:
    bucket = TokenBucket(3, 1, 0)
    assert [bucket.take(0) for _ in range(4)] == [True, True, True, False]


def test_the_bucket_fills_with_time() -> None:
    bucket = TokenBucket(1, 2, 0)
    assert [bucket.take(now) for now in (0, 400, 499, 500)] == [True, False, False, True]


def test_the_bucket_never_holds_more_than_its_burst() -> None:
    bucket = TokenBucket(2, 1, 0)
    assert [bucket.take(3_600_000) for _ in range(3)] == [True, True, False]


def test_a_clock_that_steps_back_fills_nothing() -> None:
    bucket = TokenBucket(1, 1, 5000)
    assert [bucket.take(now) for now in (5000, 0)] == [True, False]


def test_one_name_does_not_use_up_the_rate_of_another() -> None:
    rates = Rates(2, 1.0)
    assert [rates.take("a", 0) for _ in range(3)] == [True, True, False]
    assert rates.take("b", 0)
    assert rates.take("a", 1000)


def test_the_names_that_are_remembered_are_bounded() -> None:
    rates = Rates(1, 0.001)
    rates.take("first", 0)
    for number in range(REMEMBERED):
        rates.take(str(number), 0)
    assert rates.take("first", 0)
    assert not rates.take(str(REMEMBERED - 1), 0)
