"""The library: recordings with their manifests, indexes, cues and playlists, while running and after."""

from __future__ import annotations

import pytest

from media.recording import manifest
from server.data import audit, cues, recordings
from signaling.cues import Cue, LessonStarted
from tests.server.web.conftest import TAKE, Recorded
from tests.support.site import Site

PARTS = [
    "",
    "/cues",
    f"/takes/{TAKE}.json",
    f"/takes/{TAKE}.mp4",
    "/hls/u3-camera.m3u8",
    f"/hls/{TAKE}/media.m3u8",
]


async def test_a_lesson_that_runs_is_in_the_library_already(site: Site, recorded: Recorded) -> None:
    site.now += 60
    found = (await (await (await site.signed_in("chen")).get("/api/recordings")).json())["recordings"]
    assert [(entry["id"], entry["state"], entry["duration_ms"]) for entry in found] == [
        (recorded.id, "recording", 60_000)
    ]
    assert found[0]["lesson"]["title"] == "古诗三首"


async def test_only_an_operator_is_told_where_the_folder_lies(site: Site, recorded: Recorded) -> None:
    asked = [
        await (await who.get(recorded.url)).json() for who in (site.operator(), await site.signed_in("li"))
    ]
    assert [entry["folder"] for entry in asked] == [str(recorded.folder), None]


async def test_the_manifest_of_a_running_lesson_is_made_of_its_journals(
    site: Site, recorded: Recorded
) -> None:
    recorded.take("u3-camera-audio-0001", ended=False, codec="opus")
    found = (await (await site.operator().get(recorded.url)).json())["manifest"]
    assert [(take["take"], take["open"]) for take in found["takes"]] == [
        ("u3-camera-audio-0001", True),
        (TAKE, False),
    ]
    assert (found["title"], found["complete"], found["ended_at"]) == ("古诗三首", False, None)


async def test_the_manifest_of_a_finished_recording_is_the_written_one(
    site: Site, recorded: Recorded
) -> None:
    made = manifest.build(recorded.folder, title="古诗三首", started_at=recorded.started_at, ended_at=1)
    manifest.write(recorded.folder, made)
    async with site.database.session() as session:
        await recordings.finish(session, recorded.lesson, "ready", duration_ms=3000, size=3100)
    found = await (await site.operator().get(recorded.url)).json()
    assert found["manifest"] == made.model_dump(mode="json")
    assert (found["state"], found["duration_ms"], found["bytes"]) == ("ready", 3000, 3100)


async def test_a_recording_without_any_take_has_an_empty_manifest(site: Site) -> None:
    operator = site.operator()
    lesson = await (await operator.post("/api/lessons")).json()
    started = await (await operator.post(f"/api/lessons/{lesson['id']}/start")).json()
    found = await (await operator.get(f"/api/recordings/{started['recording']}")).json()
    assert found["manifest"]["takes"] == []


async def test_the_index_says_where_fragments_lie_and_where_a_player_may_begin(
    site: Site, recorded: Recorded
) -> None:
    found = await (await site.operator().get(f"{recorded.url}/takes/{TAKE}.json")).json()
    assert found["init"] == [0, 100]
    assert found["fragments"] == [
        [100, 1000, 0, 1000, 1],
        [1100, 1000, 1000, 1000, 0],
        [2100, 1000, 2000, 1000, 1],
    ]
    assert found["open"] is False


async def test_cues_start_from_the_empty_room(site: Site, recorded: Recorded) -> None:
    async with site.database.session() as session:
        await cues.append(session, recorded.lesson, [Cue(n=1, at=5, event=LessonStarted())])
    found = await (await site.operator().get(f"{recorded.url}/cues")).json()
    assert [cue["event"]["type"] for cue in found["cues"]] == ["lesson_started"]
    assert found["snapshot"]["lesson"]["phase"] == "waiting"
    assert [member["present"] for member in found["snapshot"]["members"].values()] == [False] * 3


async def test_hls_playlists_lead_to_the_take(site: Site, recorded: Recorded) -> None:
    operator = site.operator()
    source = await operator.get(f"{recorded.url}/hls/u3-camera.m3u8")
    assert source.headers["Content-Type"] == "application/vnd.apple.mpegurl"
    assert "u3-camera-video/media.m3u8" in await source.text()
    for name in (TAKE, "u3-camera-video"):
        assert (
            f"../../takes/{TAKE}.mp4"
            in await (await operator.get(f"{recorded.url}/hls/{name}/media.m3u8")).text()
        )


@pytest.mark.parametrize("part", PARTS)
async def test_every_part_is_refused_to_strangers_and_absent_for_those_without_a_right(
    site: Site, recorded: Recorded, part: str
) -> None:
    assert (await site.visitor().get(recorded.url + part)).status == 401
    assert (await (await site.signed_in("wang")).get(recorded.url + part)).status == 404
    assert (await (await site.signed_in("chen")).get(recorded.url + part)).status == 200


async def test_a_grant_that_is_taken_away_stops_the_replay_with_the_next_segment(
    site: Site, recorded: Recorded
) -> None:
    chen = await site.signed_in("chen")
    assert (await chen.get(recorded.file)).status == 200
    async with site.database.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM duty_grant")
    assert (await chen.get(recorded.file)).status == 404


@pytest.mark.parametrize("part", PARTS)
async def test_the_first_view_of_a_sign_in_is_noted_once(site: Site, recorded: Recorded, part: str) -> None:
    chen = await site.signed_in("chen")
    for path in (part, part, ""):
        await chen.get(recorded.url + path)
    async with site.database.session() as session:
        views = [entry for entry in await audit.entries(session) if entry.action == "view_recording"]
    assert [(entry.subject, entry.address) for entry in views] == [(recorded.id, "127.0.0.1")]


@pytest.mark.parametrize(
    "path",
    ["/takes/none.mp4", "/takes/none.json", "/takes/cues.json", f"/takes/{TAKE}.webm", f"/takes/{TAKE}.jsonl",
     "/takes/..%2f..%2fsecret.mp4", "/hls/nobody-camera.m3u8", "/hls/none/media.m3u8"],
)  # fmt: skip
async def test_what_is_not_there_is_named(site: Site, recorded: Recorded, path: str) -> None:
    answer = await site.operator().get(recorded.url + path)
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "no_such_take")
