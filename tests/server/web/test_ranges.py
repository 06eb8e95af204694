"""Byte ranges of a take, as players ask for them, also while the take grows."""

from __future__ import annotations

import pytest

from tests.server.web.conftest import Recorded
from tests.support.site import Site

SIZE = 3100


@pytest.mark.parametrize(
    ("wanted", "status", "length", "said"),
    [
        ("bytes=0-99", 206, 100, f"bytes 0-99/{SIZE}"),
        ("bytes=100-", 206, 3000, f"bytes 100-3099/{SIZE}"),
        ("bytes=-10", 206, 10, f"bytes 3090-3099/{SIZE}"),
        ("bytes=3000-9999", 206, 100, f"bytes 3000-3099/{SIZE}"),
        ("bytes=3100-", 416, None, f"bytes */{SIZE}"),
        (None, 200, SIZE, None),
    ],
)
async def test_a_range(
    site: Site, recorded: Recorded, wanted: str | None, status: int, length: int | None, said: str | None
) -> None:
    answer = await site.operator().get(recorded.file, headers={"Range": wanted} if wanted else {})
    assert (answer.status, answer.headers.get("Content-Range")) == (status, said)
    if length is not None:
        assert len(await answer.read()) == length
        assert answer.headers["Accept-Ranges"] == "bytes"


async def test_the_type_is_that_of_the_file(site: Site, recorded: Recorded) -> None:
    recorded.take("u4-camera-video-0001", codec="vp8")
    operator = site.operator()
    for path, kind in (
        (recorded.file, "video/mp4"),
        (f"{recorded.url}/takes/u4-camera-video-0001.webm", "video/webm"),
    ):
        assert (await operator.get(path)).headers["Content-Type"] == kind


async def test_a_copy_of_the_same_version_is_continued(site: Site, recorded: Recorded) -> None:
    operator = site.operator()
    tag = (await operator.get(recorded.file)).headers["ETag"]
    answer = await operator.get(recorded.file, headers={"Range": "bytes=100-", "If-Range": tag})
    assert answer.status == 206


async def test_a_copy_of_an_older_version_starts_over(site: Site, recorded: Recorded) -> None:
    operator = site.operator()
    tag = (await operator.get(recorded.file)).headers["ETag"]
    recorded.take(fragments=4)
    answer = await operator.get(recorded.file, headers={"Range": "bytes=100-", "If-Range": tag})
    assert (answer.status, len(await answer.read())) == (200, SIZE + 1000)


async def test_a_growing_take_gives_what_is_there_now(site: Site, recorded: Recorded) -> None:
    operator = site.operator()
    for fragments in (3, 5):
        recorded.take(ended=False, fragments=fragments)
        answer = await operator.get(recorded.file, headers={"Range": "bytes=100-"})
        assert len(await answer.read()) == 1000 * fragments


async def test_asking_for_the_head_tells_the_size_alone(site: Site, recorded: Recorded) -> None:
    answer = await site.operator().ask("HEAD", recorded.file)
    assert (answer.status, answer.headers["Content-Length"]) == (200, str(SIZE))
