"""What pages count becomes what people understand."""

from typing import Any

import pytest

from tests.network.figures import figures_of, returned


def reading(second: float, **counters: Any) -> dict[str, Any]:
    """One reading of a page with a picture at 25 fps and faultless sound, but for what is said."""
    picture = {
        "trackIdentifier": "p",
        "framesDecoded": 25 * second,
        "frameHeight": 720,
        "qpSum": 750 * second,
    }
    picture |= {"totalFreezesDuration": 0.0, "packetsLost": 0, "packetsReceived": 150 * second}
    sound = {"trackIdentifier": "s", "totalSamplesReceived": 48_000 * second, "concealedSamples": 0}
    sound |= {"silentConcealedSamples": 0, "jitterBufferDelay": 4800 * second}
    sound |= {"jitterBufferEmittedCount": 48_000 * second, "packetsLost": 0, "packetsReceived": 50 * second}
    for name, value in counters.items():
        (picture if name in picture else sound)[name] = value
    paths = [{"protocol": "udp", "relay": False}]
    stage = {"picture": "p", "sound": "s"}
    return {"at": second * 1000, "stage": stage, "inbound": [picture, sound], "words": [], "paths": paths}


def test_a_faultless_minute():
    figures = figures_of([reading(second) for second in range(61)])
    assert (figures.fps, figures.frozen, figures.height, figures.qp) == (25, 0, 720, 30)
    assert (figures.concealed, figures.sound_delay_ms, figures.lost) == (0, pytest.approx(100), 0)


def test_freezes_are_a_share_of_the_time():
    assert figures_of([reading(0), reading(10, totalFreezesDuration=1.5)]).frozen == pytest.approx(0.15)


def test_a_picture_that_stays_away_counts_as_frozen():
    readings = [reading(second, framesDecoded=25 * min(second, 5)) for second in range(11)]
    assert figures_of(readings).frozen == pytest.approx(0.5)


def test_what_was_made_up_is_told_from_what_was_silent():
    figures = figures_of([reading(0), reading(10, concealedSamples=48_000, silentConcealedSamples=12_000)])
    assert figures.concealed == pytest.approx(0.1)
    assert figures.concealed_loud == pytest.approx(0.075)


def test_only_heights_that_moved_count():
    readings = [reading(0), reading(1, frameHeight=180), reading(2), reading(3, framesDecoded=50)]
    assert figures_of(readings).heights == {180: 1, 720: 1}


def test_the_first_mark_after_the_return_counts_unless_the_line_is_cut_again():
    marks = [99_000, 100_400, 100_600, 131_000]
    assert returned(marks, back_at=100.0, until=130.0) == pytest.approx(0.4)
    assert returned(marks, back_at=101.0, until=130.0) is None
