"""What `kill -9` of one process, or of all, costs a lesson: nobody's place, and 2 s of recording."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import av
import pytest

from media import clock
from signaling.client import Client
from signaling.cues import RecordingChanged
from signaling.messages import CueMessage, MediaLost, Publish, Published, PublishedSource, RaiseHand, Welcome
from signaling.state import RecordingState, SourceKind
from tests.support.neighbour import sending
from tests.support.peer import Peer
from tests.support.server import TestServer, restarted, running_server
from tests.support.waiting import eventually, until
from tests.support.whip import Player, connect, publisher

pytestmark = pytest.mark.faults


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[TestServer]:
    async with running_server(tmp_path) as running:
        yield running


async def live_lesson(server: TestServer) -> tuple[str, str]:
    """A running lesson, and the address and ticket of its WHIP endpoint."""
    lesson = await server.lesson()
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    return lesson, await server.ticket(lesson, "master", "teacher")


def whip(server: TestServer, lesson: str) -> str:
    return f"{server.url}/whip/{lesson}"


async def fragments(server: TestServer, lesson: str, take: str) -> int:
    """How many fragments of a take are on disk."""
    journal = server.folder(lesson) / f"{take}.jsonl"
    return journal.read_text().count('"fragment"') if journal.exists() else 0


async def recorded(server: TestServer, lesson: str, take: str, least: int) -> None:
    async def enough() -> bool:
        return await fragments(server, lesson, take) >= least

    await eventually(enough, 20)


def recording_failed(message: CueMessage) -> bool:
    event = message.cue.event
    return isinstance(event, RecordingChanged) and event.reason == "worker_lost"


async def ended(server: TestServer, lesson: str) -> list[dict[str, Any]]:
    """End the lesson; the takes of its manifest, each of which decodes to its end."""
    await server.ask("POST", f"/api/lessons/{lesson}/end")
    manifest = json.loads((server.folder(lesson) / "manifest.json").read_text())
    for take in manifest["takes"]:
        with av.open(str(server.folder(lesson) / take["file"])) as file:
            assert sum(1 for _ in file.decode()) > 0
    assert manifest["complete"]
    return list(manifest["takes"])


def lost_s(server: TestServer, lesson: str, killed_at: float) -> dict[str, float]:
    """Seconds between the kill (Unix seconds) and the end of each first take, as its manifest has it."""
    manifest = json.loads((server.folder(lesson) / "manifest.json").read_text())
    killed_ms = 1000 * killed_at - manifest["started_at"]
    first = [take for take in manifest["takes"] if take["take"].endswith("0001")]
    return {each["kind"]: (killed_ms - each["start_ms"] - each["duration_ms"]) / 1000 for each in first}


VIDEO = "teacher-camera-video-0001"
#: What the reader of a recording may miss before a crash, and what clocks may differ by.
MOST_LOST_S, CLOCK_S = 2.0, 0.2


async def test_killed_control_process_costs_nobody_its_place(server: TestServer) -> None:
    lesson, ticket = await live_lesson(server)
    pupil = await server.member(lesson, "rural", "pupil")
    player = Player()
    async with publisher(server.http, whip(server, lesson), ticket):
        await pupil.until(lambda state: "teacher/camera" in state.sources)
        await pupil.ask(RaiseHand())
        observer = await server.ticket(lesson, "observer", "inspector")
        await connect(player.pc, server.http, f"{server.url}/whep/{lesson}", observer)
        await until(lambda: player.frames["video"] > 10, 10)
        before = pupil.state
        server.kill(server.control)
        await restarted(server.control)
        seen = player.frames["video"]
        await until(lambda: player.frames["video"] > seen + 20, 10)
        await eventually(server.is_well, 30)
        await until(lambda: sum(isinstance(each, Welcome) for each in pupil.messages) == 2, 20)
        assert pupil.state == before
        assert server.worker.restarts == 0
        await recorded(server, lesson, VIDEO, await fragments(server, lesson, VIDEO) + 2)
        takes = await ended(server, lesson)
    await player.close()
    await pupil.close()
    assert [take["take"] for take in takes if take["kind"] == "video"] == [VIDEO]


async def test_killed_media_worker_costs_two_seconds_of_recording(server: TestServer) -> None:
    lesson, ticket = await live_lesson(server)
    pupil = await server.member(lesson, "rural", "pupil")
    async with publisher(server.http, whip(server, lesson), ticket):
        await recorded(server, lesson, VIDEO, 4)
        killed_at = clock.now()
        server.kill(server.worker)
        await pupil.wait_for(CueMessage, recording_failed, 20)
        await pupil.until(lambda state: state.lesson.recording is RecordingState.ON, 20)
    async with publisher(server.http, whip(server, lesson), ticket):
        await recorded(server, lesson, "teacher-camera-video-0002", 2)
        takes = await ended(server, lesson)
    await pupil.close()
    first = next(take for take in takes if take["take"] == VIDEO)
    assert first["end"] == "recovered"
    lost = lost_s(server, lesson, killed_at)
    assert set(lost) == {"audio", "video"}
    assert all(-CLOCK_S < each <= MOST_LOST_S for each in lost.values()), lost


async def test_member_that_publishes_again_is_recorded_in_a_new_take(server: TestServer) -> None:
    lesson, _ = await live_lesson(server)
    teacher = await server.member(lesson, "master", "teacher")
    async with sending(await published(teacher)):
        await recorded(server, lesson, VIDEO, 2)
        killed_at = clock.now()
        server.kill(server.worker)
        await teacher.wait_for(MediaLost, within_s=20)
    # The same seat, the same websocket: only the peer connection is made anew.
    async with sending(await published(teacher)):
        await recorded(server, lesson, "teacher-camera-video-0002", 2)
    await server.ask("POST", f"/api/lessons/{lesson}/end")
    lost = lost_s(server, lesson, killed_at)
    await teacher.close()
    assert all(-CLOCK_S < each <= MOST_LOST_S for each in lost.values()), lost


async def published(teacher: Client) -> Peer:
    peer = Peer("sendonly")
    camera = PublishedSource(kind=SourceKind.CAMERA, audio_mid="0", video_mid="1")
    answer = await teacher.ask(Publish(sdp=peer.offer(), sources=[camera]))
    assert isinstance(answer, Published)
    await peer.connect(answer.sdp)
    return peer


async def test_killed_server_keeps_the_recording_and_the_lesson(server: TestServer) -> None:
    lesson, ticket = await live_lesson(server)
    pupil = await server.member(lesson, "rural", "pupil")
    async with publisher(server.http, whip(server, lesson), ticket):
        await recorded(server, lesson, VIDEO, 4)
        killed_at = clock.now()
        await server.kill_everything()
    await server.start()
    await until(lambda: sum(isinstance(each, Welcome) for each in pupil.messages) == 2, 20)
    assert pupil.state.lesson.phase == "live"
    takes = await ended(server, lesson)
    await pupil.close()
    assert VIDEO in {take["take"] for take in takes}
    lost = lost_s(server, lesson, killed_at)
    assert all(-CLOCK_S < each <= MOST_LOST_S for each in lost.values()), lost


async def test_recording_that_a_crash_has_cut_says_so(server: TestServer) -> None:
    lesson, ticket = await live_lesson(server)
    async with publisher(server.http, whip(server, lesson), ticket):
        await recorded(server, lesson, VIDEO, 3)
        await server.kill_everything()
    await server.start()
    await ended(server, lesson)
    listed = (await server.ask("GET", "/api/recordings"))["recordings"]
    assert [each["state"] for each in listed] == ["recovered"]
