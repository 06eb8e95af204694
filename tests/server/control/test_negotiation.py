"""What members negotiate with the media worker goes through the control process in both directions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.messages import ErrorMessage, MediaLost, Offer, Published
from signaling.state import Role
from tests.server.control.stage import PUBLISH, ScriptedWorker, Stage, heard, set_up, settle


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as built:
        yield built


async def test_offer_is_answered_by_the_worker(stage: Stage) -> None:
    worker, lesson = ScriptedWorker(), await stage.lesson()
    stage.registry.welcome(worker.link)
    ear = await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", PUBLISH)
    await settle()
    assert heard(ear, Published) and worker.commands[0].transport == "teacher/up"
    assert (await stage.rooms.open(lesson)).room.state.sources.keys() == {"teacher/camera"}


@pytest.mark.parametrize(
    ("code", "told"), [("bad_sdp", "bad_sdp"), ("no_codec", "no_codec"), ("wrong_state", "media_failed")]
)
async def test_refusal_of_the_worker_is_told_by_name(stage: Stage, code: str, told: str) -> None:
    worker, lesson = ScriptedWorker(), await stage.lesson()
    worker.refusals["accept_up"] = code
    stage.registry.welcome(worker.link)
    ear = await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", PUBLISH)
    await settle()
    assert [message.code for message in ear.heard if isinstance(message, ErrorMessage)] == [told]


async def test_answer_for_a_transport_that_has_closed_ends_in_a_fresh_offer(stage: Stage) -> None:
    worker, lesson = ScriptedWorker(), await stage.lesson()
    stage.registry.welcome(worker.link)
    ear = await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", '{"type": "subscribe", "id": 1}')
    await settle()
    worker.refusals["answer_down"] = "unknown_transport"
    await stage.says(lesson, "teacher", '{"type": "answer", "id": 2, "negotiation": 1, "sdp": "v=0"}')
    await settle()
    assert heard(ear, MediaLost) == [MediaLost(up=False, down=True)]
    await stage.says(lesson, "teacher", '{"type": "subscribe", "id": 3}')
    await settle()
    assert len(heard(ear, Offer)) == 2


async def test_offer_waits_for_a_worker_that_is_being_restarted(stage: Stage) -> None:
    lesson = await stage.lesson()
    ear = await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", PUBLISH)
    stage.registry.welcome(ScriptedWorker().link)
    await settle()
    assert heard(ear, Published)


async def test_offer_of_a_member_who_has_gone_meanwhile_is_not_passed_on(stage: Stage) -> None:
    lesson, worker = await stage.lesson(), ScriptedWorker()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", PUBLISH)
    (await stage.rooms.open(lesson)).outlets.forget("session of teacher")
    stage.registry.welcome(worker.link)
    await settle()
    assert worker.types() == []
