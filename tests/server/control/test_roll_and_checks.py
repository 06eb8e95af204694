"""What live rooms keep besides their cues: roll calls; and what they keep nothing of: checks."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.checks.open import Checked, OpenChecks
from server.checks.settings import Checks
from server.data import roll
from server.live.opening import NoRoom, Opening
from signaling.messages import Welcome
from signaling.settings import RoomSettings
from signaling.state import Role
from tests.server.control.stage import DESK, NOW, Stage, heard, set_up


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as stage:
        yield stage


async def test_a_roll_call_is_a_fact_in_the_database(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "class-a", Role.RURAL)
    said = json.dumps({"type": "confirm_roll", "id": 1, "present": 27, "absent": ["7"]})
    await stage.says(lesson, "class-a", said)
    await stage.archive.settled(5)
    async with stage.database.session() as session:
        (call,) = await roll.of_lesson(session, lesson)
    assert (call.member, call.present, call.absent, call.by) == ("class-a", 27, ["7"], "class-a")


async def test_a_research_lesson_opens_as_one(stage: Stage) -> None:
    lesson = await stage.lesson(form="research")
    assert (await stage.rooms.open(lesson)).room.state.conduct.form == "research"


async def test_a_check_is_a_room_of_which_nothing_is_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = OpenChecks(Checks())
    checks.begin(Checked("check0000001", "三年级", "", None, "u1", None, NOW + 1000), NOW)
    opening = Opening(
        stage.lessons, stage.registry, stage.archive, lambda: stage.now, RoomSettings(), DESK, checks=checks
    )
    monkeypatch.setattr(stage.rooms, "_opening", opening)
    ear = await stage.join("check0000001", "room", Role.MASTER)
    assert heard(ear, Welcome)
    assert await stage.archive.settled(1)
    assert await stage.lessons.lesson("check0000001") is None


async def test_a_check_that_is_over_opens_no_room(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = OpenChecks(Checks())
    checks.begin(Checked("check0000001", "三年级", "", None, "u1", None, NOW - 1), NOW - 10)
    opening = Opening(
        stage.lessons, stage.registry, stage.archive, lambda: stage.now, RoomSettings(), DESK, checks=checks
    )
    monkeypatch.setattr(stage.rooms, "_opening", opening)
    with pytest.raises(NoRoom) as refused:
        await stage.rooms.open("check0000001")
    assert refused.value.code == "unknown_lesson"
