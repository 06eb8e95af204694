"""Takes that a store keeps are served as those in the folder are."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from media.recording import manifest
from server.data import recordings
from server.storage.care import Care
from server.storage.files import RecordingFiles
from server.storage.local import LocalStore
from server.storage.settings import Storage
from server.web.stored import FILES
from tests.server.web.conftest import Recorded
from tests.support.site import Site, Visitor

WHOLE = b"i" * 100 + b"f" * 3000


@pytest.fixture
async def stored(site: Site, recorded: Recorded, tmp_path: Path) -> Visitor:
    """The recording's takes are in the store alone; its teacher asks for them."""
    async with site.database.session() as session:
        await recordings.finish(session, recorded.lesson, "ready", duration_ms=3000, size=3100)
    manifest.write(recorded.folder, manifest.build(recorded.folder, ended_at=recorded.started_at + 3000))
    files: RecordingFiles = site.server.app[FILES]
    files.store = LocalStore(tmp_path / "store")
    await Care(Storage(keep_days=0), files, site.database, lambda: recorded.started_at).round(asyncio.Event())
    assert not list(recorded.folder.glob("*.mp4"))
    return await site.signed_in("li")


async def test_the_whole_take_is_sent(stored: Visitor, recorded: Recorded) -> None:
    answer = await stored.get(recorded.file)
    assert (answer.status, await answer.read()) == (200, WHOLE)
    assert answer.headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    ("asked", "status", "wanted", "said"),
    [
        ("bytes=98-102", 206, WHOLE[98:103], "bytes 98-102/3100"),
        ("bytes=3000-", 206, WHOLE[3000:], "bytes 3000-3099/3100"),
        ("bytes=-5", 206, WHOLE[-5:], "bytes 3095-3099/3100"),
        ("bytes=0-9999", 200, WHOLE, None),
        ("apples", 200, WHOLE, None),
    ],
)
async def test_ranges_are_sent(
    stored: Visitor, recorded: Recorded, asked: str, status: int, wanted: bytes, said: str | None
) -> None:
    answer = await stored.get(recorded.file, headers={"Range": asked})
    assert (answer.status, await answer.read(), answer.headers.get("Content-Range")) == (status, wanted, said)


async def test_what_lies_behind_the_end_is_refused(stored: Visitor, recorded: Recorded) -> None:
    answer = await stored.get(recorded.file, headers={"Range": "bytes=3100-"})
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */3100")


async def test_another_version_is_sent_whole(stored: Visitor, recorded: Recorded) -> None:
    tag = (await stored.get(recorded.file)).headers["ETag"]
    same = await stored.get(recorded.file, headers={"Range": "bytes=0-9", "If-Range": tag})
    other = await stored.get(recorded.file, headers={"Range": "bytes=0-9", "If-Range": '"old"'})
    assert (same.status, other.status) == (206, 200)


async def test_lists_and_indexes_need_no_store(site: Site, stored: Visitor, recorded: Recorded) -> None:
    site.server.app[FILES].store = None
    for path in ("", "/takes/u3-camera-video-0001.json", "/hls/u3-camera.m3u8"):
        assert (await stored.get(recorded.url + path)).status == 200
    assert (await stored.get(recorded.file)).status == 404


async def test_a_store_that_has_lost_it_says_so(stored: Visitor, recorded: Recorded, tmp_path: Path) -> None:
    for path in (tmp_path / "store").rglob("*.mp4"):
        path.unlink()
    answer = await stored.get(recorded.file)
    assert (answer.status, (await answer.json())["error"]["code"]) == (503, "store_away")


async def test_whoever_may_not_watch_gets_nothing_from_the_store(
    site: Site, stored: Visitor, recorded: Recorded
) -> None:
    assert (await site.visitor().get(recorded.file)).status == 401
