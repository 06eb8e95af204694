"""Outages come when the profile says, and take both directions."""

from tests.network.line import Line
from tests.network.profiles import PROFILES


def kinds(line: Line, now: float) -> list[str]:
    return [change.kind for change in line.wind(now)]


def test_a_flapping_line_is_cut_and_comes_back_from_elsewhere():
    line = Line(PROFILES["flapping"], seed=1, now=100.0)
    assert kinds(line, 109.9) == []
    assert kinds(line, 110.1) == ["cut"]
    assert not line.up.send(b"x", 110.2) and not line.down.send(b"x", 110.2)
    assert kinds(line, 115.1) == ["moved", "back"]
    assert line.up.send(b"x", 115.2) and line.down.send(b"x", 115.2)


def test_outages_go_on():
    line = Line(PROFILES["flapping"], seed=1, now=0.0)
    cuts = [change.at for change in line.wind(100.0) if change.kind == "cut"]
    assert cuts == [10.0, 40.0, 70.0, 100.0]


def test_a_line_can_become_another_one():
    line = Line(PROFILES["flapping"], seed=1, now=0.0)
    line.cut(1.0)
    line.become(PROFILES["barely"], 2.0)
    assert line.up.conditions.rate == 80e3 and line.down.conditions.rate == 100e3
    assert line.next_change is None and not line.up.cut
