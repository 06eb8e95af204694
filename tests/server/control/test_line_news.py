"""What a worker finds on the lines reaches the members it is about."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from media.worker.protocol import LineNews
from media.worker.protocol import SlotPicture as Found
from server.live.media import link_news
from signaling.messages import Lines, Picture, Pictures
from signaling.state import Role
from tests.server.control.stage import PUBLISH, Ear, ScriptedWorker, Stage, heard, set_up, settle

PAUSED = Found(slot=0, state="paused", reason="line_too_thin")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as built:
        built.registry.welcome(ScriptedWorker().link)
        yield built


async def says(stage: Stage, lesson: str, member: str, **message: Any) -> None:
    await stage.says(lesson, member, json.dumps(message))
    await settle()


async def watching(stage: Stage) -> tuple[str, Ear, Ear]:
    """A live lesson whose teacher is seen by a pupil."""
    lesson = await stage.lesson()
    teacher = await stage.join(lesson, "teacher", Role.MASTER)
    pupil = await stage.join(lesson, "pupil", Role.RURAL)
    await stage.rooms.start(lesson)
    await stage.says(lesson, "teacher", PUBLISH)
    await settle()
    await says(stage, lesson, "pupil", type="subscribe", id=2)
    await says(stage, lesson, "pupil", type="answer", id=3, negotiation=1, sdp="v=0")
    return lesson, teacher, pupil


async def test_a_paused_picture_is_told_to_its_receiver_alone(stage: Stage) -> None:
    lesson, teacher, pupil = await watching(stage)
    stage.rooms.room_event(lesson, LineNews(room=lesson, transport="pupil/down", pictures=[PAUSED]))
    (told,) = heard(pupil, Pictures)
    assert told == Pictures(
        pictures=[Picture(source="teacher/camera", state="paused", reason="line_too_thin")]
    )
    assert not heard(teacher, Pictures)


async def test_the_teacher_is_told_of_the_pupils_line(stage: Stage) -> None:
    lesson, teacher, _ = await watching(stage)
    stage.rooms.room_event(lesson, LineNews(room=lesson, transport="pupil/down", loss=0.12))
    stage.now += 2_000
    stage.rooms.tick(await stage.rooms.open(lesson))
    told = [line for each in heard(teacher, Lines) for line in each.lines]  # type: ignore[attr-defined]
    assert [(line.cause, line.loss) for line in told if line.member == "pupil"][-1] == ("loss", 0.12)


async def test_the_line_of_a_player_is_told_to_nobody(stage: Stage) -> None:
    lesson, teacher, pupil = await watching(stage)
    before = len(teacher.heard), len(pupil.heard)
    stage.rooms.room_event(lesson, LineNews(room=lesson, transport="whep/pupil/x2f4", pictures=[PAUSED]))
    assert (len(teacher.heard), len(pupil.heard)) == before


@pytest.mark.parametrize("reason", ["not_shown", "waiting_for_keyframe"])
def test_a_picture_that_is_hidden_or_about_to_begin_does_not_suffer(reason: str) -> None:
    hidden = Found(slot=0, state="paused", reason=reason)
    assert link_news(LineNews(room="l", transport="p/down", pictures=[hidden])).pictures == ()


async def test_how_high_a_picture_is_drawn_reaches_the_worker(stage: Stage) -> None:
    lesson, _, _ = await watching(stage)
    worker = stage.registry.workers["media-0"]
    sent: list[str] = []
    worker._send = sent.append
    await says(stage, lesson, "pupil", type="shown", heights={"teacher/camera": 360})
    slot = json.loads(sent[-1])["slots"][0]
    assert (slot["height"], slot["audio_rank"], slot["video_rank"]) == (360, 0, 1)
