"""The time of capture on the server's clock."""

import pytest

from media.routing.line import TimestampLine, not_before
from media.routing.senderclock import SenderClock, StreamClock

NOW = 1_790_000_000.0


def near(time: float):
    return pytest.approx(time, abs=0.001)


def test_streams_of_one_publisher_share_the_least_delay():
    sender = SenderClock()
    sound, picture = StreamClock(sender, 48000), StreamClock(sender, 90000)
    sound.arrived(0, NOW)
    picture.arrived(0xFFFFFFF0, NOW + 1)
    sender.report(500.0, NOW + 0.2)
    sound.report(500.0, 0)
    sender.report(501.0, NOW + 1.05)
    picture.report(501.0, 0xFFFFFFF0)
    assert sound.capture_time(48000) == near(NOW + 1.05)
    assert picture.capture_time(90000 - 16) == near(NOW + 2.05)


def test_a_drifting_clock_is_followed():
    sender = SenderClock()
    for second in range(600):
        sender.report(500 + second * 1.0002, NOW + second)
    assert sender.offset == pytest.approx(NOW - 500 - 600 * 0.0002, abs=0.02)


def test_a_growing_delay_is_no_drift_for_a_minute():
    sender = SenderClock()
    for second in range(45):
        sender.report(500 + second, NOW + second + (0.3 if second > 5 else 0.0))
    assert sender.offset == near(NOW - 500)


def test_a_wall_clock_that_was_set_is_believed_anew():
    sender = SenderClock()
    sender.report(500, NOW)
    sender.report(9000, NOW + 1)
    assert sender.offset == near(NOW + 1 - 9000)


def test_before_the_first_report_arrival_stands_in():
    clock = StreamClock(SenderClock(), 90000)
    clock.arrived(0, NOW + 0.1)
    clock.arrived(90000, NOW + 1.0)
    clock.arrived(180000, NOW + 2.3)
    assert clock.capture_time(90000) is None
    assert clock.estimate(180000) == near(NOW + 2.0)


def test_a_report_that_cannot_be_is_not_used():
    sender = SenderClock()
    clock = StreamClock(sender, 90000)
    clock.arrived(0, NOW)
    sender.report(500, NOW)
    clock.report(500, 0x80000000)
    assert clock.estimate(0) == near(NOW)


def test_a_line_runs_over_the_wrap():
    line = TimestampLine(90000, 0xFFFFFFFF, NOW)
    assert line.at(NOW + 1) == 89999
    line.pass_through(NOW + 1, 7)
    assert line.at(NOW) == (7 - 90000) & 0xFFFFFFFF


@pytest.mark.parametrize(
    ("wanted", "newest", "sent"), [(5, None, 5), (5, 4, 5), (4, 4, 5), (1, 4, 5), (2, 0xFFFFFFFF, 2)]
)
def test_timestamps_never_step_back(wanted, newest, sent):
    assert not_before(wanted, newest) == sent
