"""Lines whose receivers give no feedback on single packets."""

from media.bandwidth.fallback import ReportedLine

SENT = 1_500_000.0


def test_nothing_is_limited_while_reports_are_good():
    line = ReportedLine()
    for second in range(20):
        line.lost(0.05, SENT, second)
    assert line.rate is None


def test_one_bad_report_is_chance_and_two_are_not():
    line = ReportedLine()
    line.lost(0.3, SENT, 1.0)
    assert line.rate is None
    line.lost(0.3, SENT, 2.0)
    assert line.rate == SENT * 0.85


def test_the_limit_rises_again_slowly_and_is_forgotten_in_the_end():
    line = ReportedLine()
    line.lost(0.5, SENT, 1.0)
    line.lost(0.5, SENT, 2.0)
    limit = line.rate or 0
    line.lost(0.0, SENT, 3.0)
    assert limit < (line.rate or 0) < 1.1 * limit
    for second in range(4, 60):
        line.lost(0.0, SENT, second)
    assert line.rate is None


def test_the_receivers_estimate_is_a_limit_only_below_what_is_sent():
    line = ReportedLine()
    line.estimated(2e6, SENT, 1.0)
    assert line.rate is None
    line.estimated(3e5, SENT, 2.0)
    assert line.rate == 3e5
