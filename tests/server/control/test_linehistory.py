"""What is kept of the members' lines while a lesson runs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.live.linehistory import MEMBERS, SAMPLES, LineHistory
from server.live.spread import LEAST, Spread
from signaling.commands import NoteReport
from signaling.messages import Line, LinkReport, Report

WELL = Line(
    member="m",
    quality="good",
    connected=True,
    sound="good",
    picture="good",
    cause="none",
    side="none",
    loss=0,
)


def report(member: str = "m", at: int = 0, quality: Any = "good", **down: Any) -> NoteReport:
    line = WELL.model_copy(update={"quality": quality})
    return NoteReport(member, Report(down=LinkReport(state="connected", **down)), line, at)


def spread_of(values: list[float]) -> Spread:
    spread = Spread()
    for value in values:
        spread.add(value)
    return spread


def test_the_last_minutes_are_kept_and_no_more() -> None:
    history = LineHistory()
    for at in range(SAMPLES + 10):
        history.note(report(at=at))
    kept = history.members["m"]
    assert (kept.samples[0].at, len(kept.samples), kept.count) == (10, SAMPLES, SAMPLES + 10)


def test_more_members_than_a_room_holds_are_not_kept() -> None:
    history = LineHistory()
    for n in range(MEMBERS + 5):
        history.note(report(f"m{n}"))
    assert len(history.members) == MEMBERS


def test_a_link_that_is_not_connected_counts_for_no_figure() -> None:
    history = LineHistory()
    history.note(report())
    history.note(NoteReport("m", Report(down=LinkReport(state="connecting", loss=1.0)), WELL, 0))
    assert history.members["m"].spreads["down_loss"].count == 1


def test_the_way_that_the_packets_take_is_counted() -> None:
    history = LineHistory()
    for path in ("udp", "tcp", "tcp"):
        history.note(report(path=path, family="ipv6"))
    assert history.members["m"].paths == {"udp ipv6": 1, "tcp ipv6": 2}


@pytest.mark.parametrize(("share", "expected"), [(0.5, 0.02), (0.95, 0.3)])
def test_a_few_bad_moments_are_in_the_worst_not_in_the_median(share: float, expected: float) -> None:
    values = [0.02] * 90 + [0.3] * 10
    assert spread_of(values).quantile(share) == pytest.approx(expected, rel=0.06)


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=50), st.floats(0.01, 1))
def test_a_quantile_is_right_to_five_percent(values: list[float], share: float) -> None:
    rank = next(n for n in range(1, len(values) + 1) if n >= share * len(values))
    exact = sorted(values)[rank - 1]
    assert spread_of(values).quantile(share) == pytest.approx(exact, rel=0.06, abs=LEAST)


def test_without_figures_a_quantile_is_zero() -> None:
    assert Spread().quantile(0.5) == 0.0
