"""A classroom behind a bad line, neighbours who notice nothing: the short form of `make bench-network`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from tests.network.bench import Plan, held, measure
from tests.network.classroom import Lesson
from tests.network.measured import SAID, Measured
from tests.network.profiles import PROFILES

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]

# Small pictures and much patience: a busy machine must not be taken for a bad line.
PLAN = Plan(start=4, seconds=7, teacher=(640, 360, 15), classroom=(160, 90, 5), others=1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lesson() -> AsyncIterator[Lesson]:
    async with held(PLAN) as lesson:
        yield lesson


def nobody_else_notices(run: Measured) -> None:
    assert all(other.fps > 6 and (other.concealed or 0) < 0.2 for other in run.others.values()), run


async def test_over_a_bad_line_the_teacher_is_heard_and_seen(lesson: Lesson) -> None:
    run = await measure(lesson, PROFILES["4g"], PLAN)
    weak = run.receivers["weak"]
    assert weak.concealed is not None and weak.concealed < 0.15, run
    assert weak.fps > 3, run
    nobody_else_notices(run)


async def test_over_hardly_any_line_the_teacher_is_heard_and_a_paused_picture_is_said(lesson: Lesson) -> None:
    # Until the camera's first seconds have drained from such a line, its sound suffers.
    run = await measure(lesson, PROFILES["barely"], replace(PLAN, start=20))
    weak = run.receivers["weak"]
    assert weak.concealed is not None and weak.concealed < 0.4, run
    assert any(SAID in word for word in weak.words), run
    assert run.hands, run
    nobody_else_notices(run)
