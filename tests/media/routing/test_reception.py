"""What receiver reports say of a stream."""

import pytest

from media.packets.ntp import from_ntp, ntp_middle, seconds_since, to_ntp
from media.routing.reception import Reception

NOW = 1_790_000_000.0


@pytest.mark.parametrize("start", [0, 32760, 65530])
def test_losses_are_counted_over_the_wrap(start):
    reception = Reception(9, 90000)
    for step in [0, 1, 2, 5, 6, 7, 8, 9]:
        reception.receive((start + step) & 0xFFFF, step * 3000, NOW)
    block = reception.report(NOW)
    assert (block.ssrc, block.lost, block.fraction_lost) == (9, 2, 256 * 2 // 10)
    assert block.highest == start + 9


def test_the_fraction_is_of_the_time_since_the_last_report():
    reception = Reception(9, 90000)
    for number in (0, 2):
        reception.receive(number, 0, NOW)
    assert reception.report(NOW).fraction_lost == 256 // 3
    reception.receive(3, 0, NOW)
    assert reception.report(NOW).fraction_lost == 0
    assert reception.report(NOW).lost == 1


def test_steady_packets_have_no_jitter_and_a_late_one_has():
    reception = Reception(9, 48000)
    for number in range(10):
        reception.receive(number, number * 960, NOW + number * 0.02)
    assert reception.report(NOW).jitter <= 1
    reception.receive(10, 9600, NOW + 0.2 + 0.016)
    assert reception.report(NOW).jitter == pytest.approx(48, abs=2)


def test_the_last_sender_report_is_named_with_its_age():
    reception = Reception(9, 90000)
    assert (reception.report(NOW).last_report, reception.report(NOW).delay) == (0, 0)
    reception.sender_reported(to_ntp(NOW), NOW)
    block = reception.report(NOW + 0.5)
    assert (block.last_report, block.delay) == (ntp_middle(to_ntp(NOW)), 32768)


def test_times_survive_their_ntp_form():
    assert from_ntp(to_ntp(NOW + 0.123456)) == pytest.approx(NOW + 0.123456, abs=1e-6)
    assert seconds_since(ntp_middle(to_ntp(NOW)), NOW + 1.5) == pytest.approx(1.5, abs=1e-4)
    assert seconds_since(ntp_middle(to_ntp(NOW)), NOW - 1.5) == pytest.approx(-1.5, abs=1e-4)
