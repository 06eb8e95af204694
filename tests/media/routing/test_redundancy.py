"""How many copies a line gets, what they are made of, and how loss is learnt that repeats hide."""

import pytest

from media.packets.red import parse_red
from media.routing.heardloss import HeardLoss, WorstLoss
from media.routing.redundancy import Redundancy, copies
from media.routing.repeats import KEPT, Repeats

FRAME = b"\xf8" + bytes(80)  # 20 ms of Opus
NOW = 1_790_000_000.0


@pytest.mark.parametrize(
    ("loss", "rtt", "rate", "expected"),
    [
        (0.0, 0.02, 20e6, 0),
        (0.01, 0.06, 2e6, 0),
        (0.05, 0.12, 1e6, 2),
        (0.10, 0.20, 400e3, 1),
        (0.15, 0.40, 100e3, 0),
        (0.03, 0.12, None, 1),
        (0.03, 0.02, 1e6, 0),
    ],
)
def test_copies_follow_the_loss_and_the_room_on_the_line(
    loss: float, rtt: float, rate: float | None, expected: int
) -> None:
    assert copies(loss, rtt, rate) == expected


def frames(redundancy: Redundancy, count: int, start: int = 0) -> list[bytes]:
    return [
        redundancy.wrap(111, (start + 960 * n) & 0xFFFFFFFF, FRAME[:-1] + bytes([n])) for n in range(count)
    ]


@pytest.mark.parametrize("start", [0, 2**32 - 960 * 5])
def test_two_copies_travel_three_and_six_frames_behind(start: int) -> None:
    redundancy = Redundancy()
    redundancy.copies = 2
    last = parse_red(frames(redundancy, 10, start)[-1])
    assert [(block.back, block.payload[-1]) for block in last] == [(5760, 3), (2880, 6), (0, 9)]


def test_after_a_pause_in_speech_there_is_nothing_to_copy() -> None:
    redundancy = Redundancy()
    redundancy.copies = 2
    frames(redundancy, 10)
    assert len(parse_red(redundancy.wrap(111, 960 * 30, FRAME))) == 1


def test_copies_begin_at_once_and_end_after_a_calm_time() -> None:
    redundancy = Redundancy()
    redundancy.adapt(0.05, 0.1, 1e6, NOW)
    assert redundancy.copies == 2
    redundancy.adapt(0.0, 0.1, 1e6, NOW + 14)
    assert redundancy.copies == 2
    redundancy.adapt(0.0, 0.1, 1e6, NOW + 15)
    assert redundancy.copies == 0


def test_a_line_that_gets_too_thin_loses_its_copies_at_once() -> None:
    redundancy = Redundancy()
    redundancy.adapt(0.05, 0.1, 1e6, NOW)
    redundancy.adapt(0.05, 0.1, 100e3, NOW + 1)
    assert redundancy.copies == 0


def test_what_was_asked_for_again_counts_as_lost() -> None:
    missed = HeardLoss()
    for sequence in (3, 4, 4, 9, 17, 17):
        missed.asked(sequence)
    assert missed.reported(0.0, 40)
    assert missed.share == pytest.approx(0.1)


def test_a_report_on_hardly_any_packets_waits_for_the_next() -> None:
    missed = HeardLoss()
    missed.asked(1)
    assert not missed.reported(0.0, 5)
    assert missed.reported(0.0, 50) and missed.share == pytest.approx(0.02)


def test_the_publisher_is_told_of_the_worst_line_until_it_is_forgotten() -> None:
    worst = WorstLoss()
    worst.heard(0.15, NOW)
    worst.heard(0.01, NOW + 1)
    assert worst.told(NOW + 1) == pytest.approx(0.14, abs=0.01)
    assert worst.told(NOW + 60) == 0.0


def test_a_small_loss_is_told_as_one_that_opus_reacts_to_and_a_huge_one_as_a_bearable_one() -> None:
    worst = WorstLoss()
    assert worst.told(NOW) == 0.0
    worst.heard(0.01, NOW)
    assert worst.told(NOW) == WorstLoss.LEAST
    worst.heard(0.6, NOW)
    assert worst.told(NOW) == WorstLoss.MOST


def test_what_was_repeated_for_us_was_lost_all_the_same():
    worst = WorstLoss()
    worst.counted(lacked=10, expected=100, now=NOW)
    worst.counted(lacked=11, expected=110, now=NOW + 1)
    assert worst.told(NOW + 1) == pytest.approx(0.1, rel=0.1)


def test_a_publisher_that_counts_anew_has_not_lost_everything():
    worst = WorstLoss()
    worst.counted(lacked=500, expected=100_000, now=NOW)
    worst.counted(lacked=0, expected=100, now=NOW + 1)
    assert worst.told(NOW + 1) == WorstLoss.LEAST


@pytest.mark.parametrize("start", [0, 32767, 65500])
def test_only_the_newest_packets_can_be_repeated(start: int) -> None:
    repeats = Repeats()
    for number in range(KEPT + 1):
        repeats.note((start + number) & 0xFFFF, number)
    assert repeats.find(start) is None
    assert repeats.find((start + 1) & 0xFFFF) == 1
    repeats.clear()
    assert repeats.find((start + KEPT) & 0xFFFF) is None
