"""What a lesson leaves in the passports of its rooms."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.data import lines
from server.data.models import LineRecord
from server.live.passport import FEWEST_REPORTS, overall
from signaling.state import Role
from tests.server.control.stage import Stage, set_up


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as built:
        yield built


async def kept(stage: Stage) -> list[LineRecord]:
    await stage.archive.settled(5)
    async with stage.database.session() as session:
        return list(await lines.since(session, 0, 100))


async def taught(stage: Stage, reports: int) -> str:
    """A lesson that runs, and a pupil who has sent so many reports."""
    lesson = await stage.lesson()
    await stage.join(lesson, "pupil", Role.RURAL)
    await stage.rooms.start(lesson)
    report = {
        "type": "report",
        "down": {"state": "connected", "loss": 0.1, "bitrate": 800_000, "path": "tcp"},
    }
    for _ in range(reports):
        stage.now += 4_500
        await stage.says(lesson, "pupil", json.dumps(report))
    return lesson


async def test_a_lesson_that_is_over_is_a_page_in_the_passport(stage: Stage) -> None:
    lesson = await taught(stage, 10)
    await stage.rooms.end(lesson)
    (page,) = await kept(stage)
    assert (page.lesson_id, page.member, page.quality) == (lesson, "pupil", "poor")
    assert page.figures["down_loss"]["median"] == pytest.approx(0.1, rel=0.06)
    assert page.ended_at - page.began_at == 9 * 4_500


async def test_whoever_only_looked_in_has_no_page(stage: Stage) -> None:
    await stage.rooms.end(await taught(stage, FEWEST_REPORTS - 1))
    assert await kept(stage) == []


async def test_a_server_that_stops_keeps_what_it_knows(stage: Stage) -> None:
    await taught(stage, 10)
    await stage.rooms.close()
    assert [page.member for page in await kept(stage)] == ["pupil"]


@pytest.mark.parametrize(
    ("qualities", "expected"),
    [
        ({"good": 95, "poor": 5}, "good"),
        ({"good": 90, "fair": 10}, "fair"),
        ({"good": 90, "fair": 5, "poor": 5}, "fair"),
        ({"good": 90, "lost": 5, "poor": 5}, "poor"),
    ],
)
def test_what_disturbs_a_tenth_of_a_lesson_disturbs_it(qualities: dict[str, int], expected: str) -> None:
    assert overall(qualities) == expected
