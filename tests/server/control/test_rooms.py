"""Rooms open on demand, survive the control process and the worker, and end with a finished recording."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media.worker.protocol import RecordingFault, RecordingRecovered, TakeNews, TransportState
from server.data import recordings
from server.live.lessons import StoredLessons
from server.live.opening import NoRoom
from server.live.rooms import WANTED_MS
from signaling.messages import ErrorMessage, MediaLost
from signaling.state import Phase, RecordingState, Role
from signaling.tools.courseware.state import Document
from tests.server.control.stage import NOW, PUBLISH, Ear, ScriptedWorker, Stage, heard, set_up, settle
from tests.support.takes import write_take
from tests.support.waiting import until


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as built:
        yield built


async def test_unknown_lesson_has_no_room(stage: Stage) -> None:
    with pytest.raises(NoRoom) as refused:
        await stage.rooms.open("nonsense")
    assert refused.value.code == "unknown_lesson"


async def test_a_refusal_is_no_failure_of_the_task_that_opens(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NoRoom):
        await stage.rooms.open("nonsense")
    await settle()
    assert not caplog.records


async def test_lesson_that_is_over_has_no_room(stage: Stage) -> None:
    lesson = await stage.lesson(phase="ended")
    with pytest.raises(NoRoom) as refused:
        await stage.rooms.open(lesson)
    assert refused.value.code == "lesson_over"


async def test_without_a_database_no_room_can_be_opened(stage: Stage) -> None:
    async with stage.database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE cue")
    lesson = await stage.lesson()
    with pytest.raises(NoRoom) as refused:
        await stage.rooms.open(lesson)
    assert refused.value.code == "database_gone"


async def rename(stage: Stage, before: str, after: str) -> None:
    async with stage.database.engine.begin() as connection:
        await connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")


async def test_lesson_goes_on_while_the_database_is_away(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.archive.settled(5)
    await rename(stage, "cue", "lost")
    await stage.rooms.start(lesson)
    ear = await stage.join(lesson, "pupil", Role.RURAL)
    assert ear.heard and stage.archive.facts.failing
    await rename(stage, "lost", "cue")
    stored = await stage.stored_cues(lesson)
    assert stored == ["member_joined", "lesson_started", "recording_changed", "member_joined"]


async def test_two_who_ask_at_once_get_the_same_room(stage: Stage) -> None:
    lesson = await stage.lesson()
    first, second = await asyncio.gather(stage.rooms.open(lesson), stage.rooms.open(lesson))
    assert first is second


async def test_what_happens_is_stored(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    stored = await stage.lessons.lesson(lesson)
    assert stored is not None and (stored.phase, stored.started_at) == ("live", NOW)
    assert [cue.event.type for cue in stored.cues] == ["member_joined", "lesson_started", "recording_changed"]


async def test_what_the_file_of_a_recording_has_is_not_held_as_well(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    conductor = await stage.rooms.open(lesson)
    assert [cue.event.type for cue in conductor.unfiled or []] == ["member_joined"]
    await stage.rooms.start(lesson)
    await stage.archive.settled(5)
    assert conductor.unfiled is None
    filed = await stage.archive.files.read(lesson)
    assert [cue.n for cue in filed] == [1, 2, 3]


async def test_presence_lists_who_is_there(stage: Stage) -> None:
    lesson = await stage.lesson()
    assert stage.rooms.presence(lesson) == frozenset()
    await stage.join(lesson, "teacher", Role.MASTER)
    assert stage.rooms.presence(lesson) == {"teacher"}


async def test_open_room_takes_the_first_worker_that_comes(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    worker = ScriptedWorker()
    stage.registry.welcome(worker.link)
    assert worker.types() == ["record"]
    assert worker.commands[0].folder == str(stage.recordings / lesson)


async def test_restarted_worker_is_told_to_record_again(stage: Stage) -> None:
    lesson, first, second = await stage.lesson(), ScriptedWorker(), ScriptedWorker()
    stage.registry.welcome(first.link)
    ear = await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", PUBLISH)
    await stage.rooms.start(lesson)
    stage.registry.farewell(first.link)
    stage.registry.welcome(second.link)
    await settle()
    assert second.types() == ["record"]
    assert heard(ear, MediaLost)


async def test_recording_fault_is_told_to_the_teacher(stage: Stage) -> None:
    lesson, worker = await stage.lesson(), ScriptedWorker()
    stage.registry.welcome(worker.link)
    ear = await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    stage.registry.event(worker.link, RecordingFault(room=lesson, code="disk_full", text="0 MB"))
    conductor = await stage.rooms.open(lesson)
    assert conductor.room.state.lesson.recording is RecordingState.FAILED
    assert [message.code for message in ear.heard if isinstance(message, ErrorMessage)] == ["disk_full"]


async def test_recorder_that_has_stopped_complaining_is_well_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.live.rooms.TICK_S", 0.01)
    lesson, worker = await stage.lesson(), ScriptedWorker()
    stage.registry.welcome(worker.link)
    await stage.rooms.start(lesson)
    stage.registry.event(worker.link, RecordingFault(room=lesson, code="disk_full", text="0 MB"))
    clock = asyncio.ensure_future(stage.rooms.run())
    room = stage.rooms.rooms[lesson].room
    await asyncio.sleep(0.05)
    assert room.state.lesson.recording is RecordingState.FAILED
    stage.now += 8_001
    await until(lambda: room.state.lesson.recording is RecordingState.ON)
    await stage.rooms.close()
    await clock


async def test_fault_lasts_until_the_track_that_had_it_is_well(stage: Stage) -> None:
    lesson, worker = await stage.lesson(), ScriptedWorker()
    stage.registry.welcome(worker.link)
    await stage.rooms.start(lesson)
    told = {"room": lesson, "producer": "u4/camera/video"}
    stage.registry.event(worker.link, RecordingFault(code="disk_full", text="", **told))
    stage.registry.event(
        worker.link, TakeNews(take="u3-1", open=True, room=lesson, producer="u3/camera/video")
    )
    stage.now += 60_000
    stage.rooms.tick(stage.rooms.rooms[lesson])
    assert stage.rooms.rooms[lesson].recording_failed
    stage.registry.event(worker.link, RecordingRecovered(**told))
    stage.rooms.tick(stage.rooms.rooms[lesson])
    assert not stage.rooms.rooms[lesson].recording_failed


async def test_deserted_room_goes_on_from_its_cues(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.live.rooms.TICK_S", 0.01)
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", '{"type": "leave"}')
    clock = asyncio.ensure_future(stage.rooms.run())
    stage.now += WANTED_MS
    await until(lambda: lesson not in stage.rooms.rooms)
    await stage.join(lesson, "teacher", Role.MASTER)
    assert await stage.stored_cues(lesson) == ["member_joined", "member_left", "member_joined"]
    await stage.rooms.close()
    await clock


async def test_a_room_stays_for_whoever_waits_until_it_is_open(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson, slow = await stage.lesson(), asyncio.Event()
    monkeypatch.setattr(StoredLessons, "documents", lambda *_: held_up(slow))
    opening = asyncio.ensure_future(stage.rooms.open(lesson))
    await until(lambda: lesson in stage.rooms.rooms)
    stage.now += 2 * WANTED_MS
    stage.rooms.tick(stage.rooms.rooms[lesson])
    slow.set()
    assert await opening is stage.rooms.rooms[lesson]


async def held_up(slow: asyncio.Event) -> list[Document]:
    """What a database answers that is busy with others."""
    await slow.wait()
    return []


async def test_a_room_that_nobody_came_into_is_dropped(stage: Stage) -> None:
    lesson = await stage.lesson()
    conductor = await stage.rooms.open(lesson)
    stage.now += WANTED_MS - 1
    stage.rooms.tick(conductor)
    assert lesson in stage.rooms.rooms
    stage.now += 1
    stage.rooms.tick(conductor)
    assert lesson not in stage.rooms.rooms


async def test_room_of_a_live_lesson_comes_back_after_a_crash(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    before = (await stage.rooms.open(lesson)).room.state
    await stage.crash()
    await stage.rooms.recover()
    assert stage.rooms.rooms[lesson].room.state == before


async def test_cues_that_only_reached_the_folder_are_recovered(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    async with stage.database.session() as session:
        await (await session.connection()).exec_driver_sql("DELETE FROM cue WHERE n > 1")
    await stage.crash()
    await stage.rooms.recover()
    assert stage.rooms.rooms[lesson].room.state.lesson.phase is Phase.LIVE


async def test_end_finishes_takes_writes_the_manifest_and_says_ready(stage: Stage) -> None:
    lesson, worker = await stage.lesson(), ScriptedWorker()
    stage.registry.welcome(worker.link)
    ear = await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    stage.now += 60_000
    await stage.rooms.end(lesson)
    assert "finish_recording" in worker.types() and ear.is_closed
    manifest = json.loads((stage.recordings / lesson / "manifest.json").read_text())
    assert (manifest["duration_ms"], manifest["complete"]) == (60_000, True)
    assert not stage.rooms.recording_live(lesson)


@pytest.mark.parametrize(("takes", "state"), [([], "empty"), (["u3-camera-video-0001"], "ready")])
async def test_recording_says_whether_there_is_anything_to_watch(
    stage: Stage, takes: list[str], state: str
) -> None:
    lesson = await stage.lesson()
    await stage.rooms.start(lesson)
    for take in takes:
        write_take(stage.recordings / lesson, take, started_at=NOW)
    await stage.rooms.end(lesson)
    async with stage.database.session() as session:
        stored = await recordings.of_lesson(session, lesson)
    assert stored is not None and stored.state == state


async def test_lesson_that_is_not_recorded_leaves_no_folder(stage: Stage) -> None:
    lesson = await stage.lesson(record=False)
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    await stage.rooms.end(lesson)
    assert not (stage.recordings / lesson).exists()


async def test_cue_file_tells_the_whole_lesson(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    await stage.rooms.end(lesson)
    lines = (stage.recordings / lesson / "cues.jsonl").read_text().splitlines()
    assert [json.loads(line)["n"] for line in lines] == list(range(1, len(lines) + 1))
    assert "lesson_ended" in [json.loads(line)["event"]["type"] for line in lines]


async def test_room_that_is_over_is_dropped(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.live.rooms.TICK_S", 0.01)
    lesson, worker = await stage.lesson(), ScriptedWorker()
    stage.registry.welcome(worker.link)
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    await stage.rooms.end(lesson)
    clock = asyncio.ensure_future(stage.rooms.run())
    await until(lambda: worker.types()[-1] == "close_room")
    assert lesson not in stage.rooms.rooms and not stage.registry.is_placed(lesson)
    await stage.rooms.close()
    await clock


async def test_recording_that_a_crash_left_unfinished_is_swept_up(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.rooms.start(lesson)
    async with stage.database.session() as session:
        await (await session.connection()).exec_driver_sql(
            f"UPDATE lesson SET phase = 'ended', ended_at = {NOW + 5000}"
        )
    await stage.crash()
    await stage.closing.sweep(stage.lessons)
    assert (stage.recordings / lesson / "manifest.json").exists()
    await stage.archive.settled(5)
    assert await stage.lessons.unfinished() == []


async def test_transport_of_a_player_that_failed_ends_its_session(stage: Stage) -> None:
    lesson, worker = await stage.lesson(), ScriptedWorker()
    stage.registry.welcome(worker.link)
    conductor = await stage.rooms.open(lesson)
    conductor.outlets.open("whep/inspector/a1", Ear())
    event = TransportState(room=lesson, transport="whep/inspector/a1", state="failed")
    stage.registry.event(worker.link, event)
    assert "whep/inspector/a1" not in conductor.outlets
