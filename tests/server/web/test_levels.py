"""The levels of a recording are served to whoever may watch it, as far as their takes are."""

from __future__ import annotations

from base64 import b64decode

import pytest

from media.recording import journal
from media.recording.journal import LevelsLine
from tests.server.web.conftest import Recorded
from tests.support.site import Site

SOUND = "u3-camera-audio-0001"


@pytest.fixture
def spoken(recorded: Recorded) -> Recorded:
    """A second of speech behind a second of quiet, from 250 ms of the lesson on."""
    path = recorded.take(SOUND, codec="opus").with_suffix(".jsonl")
    line = LevelsLine(start_ms=0, basis="header", values="28" * 10 + "5f" * 10)
    path.write_bytes(path.read_bytes() + journal.encode([line]))
    return recorded


async def test_levels_and_voices_lie_on_the_lesson_clock(site: Site, spoken: Recorded) -> None:
    found = await (await site.operator().get(f"{spoken.url}/levels")).json()
    (source,) = found["sources"]
    assert (found["step_ms"], source["source"], source["basis"]) == (100, "u3/camera", "header")
    assert list(b64decode(source["values"]))[:24] == [255, 255, *[40] * 10, *[95] * 10, 0, 0]
    assert source["voices"] == [[1200, 2200]]


async def test_levels_come_in_the_steps_that_are_asked_for(site: Site, spoken: Recorded) -> None:
    found = await (await site.operator().get(f"{spoken.url}/levels?step=1000")).json()
    assert list(b64decode(found["sources"][0]["values"])) == [40, 95, 95, 0]


async def test_without_a_step_a_long_lesson_is_told_as_fits_a_screen(site: Site, recorded: Recorded) -> None:
    recorded.take(SOUND, codec="opus", fragments=2700)
    found = await (await site.operator().get(f"{recorded.url}/levels")).json()
    assert (found["step_ms"], len(b64decode(found["sources"][0]["values"]))) == (1200, 2251)


@pytest.mark.parametrize("step", ["50", "x", "90000", "9" * 5000])
async def test_a_step_that_is_none_is_refused(site: Site, spoken: Recorded, step: str) -> None:
    answer = await site.operator().get(f"{spoken.url}/levels?step={step}")
    assert answer.status == 422


async def test_whoever_may_not_watch_learns_nothing(site: Site, spoken: Recorded) -> None:
    assert (await site.visitor().get(f"{spoken.url}/levels")).status == 401
    assert (await (await site.signed_in("wang")).get(f"{spoken.url}/levels")).status in (403, 404)
