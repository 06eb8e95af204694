"""Cameras by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.demo import world
from tests.server.cli.test_commands import answer, clock_of_the_site, run  # noqa: F401
from tests.support.clip import make_clip
from tests.support.site import Site

ROOM = world.demo_id("liuxi classroom")


@pytest.fixture
def site_environment(tmp_path: Path) -> dict[str, str]:
    return {"TONGKE_CAMERAS__FILES_FOLDER": str(tmp_path)}


@pytest.fixture
def clip(tmp_path: Path) -> str:
    return f"file://{make_clip(tmp_path / 'clip.mp4', 'libx264', None, 4, bf='2')}"


async def test_a_camera_is_added_listed_and_removed(site: Site, clip: str) -> None:
    words = ["add", "黑板", "--classroom", ROOM, "--use-as", "board", "--url", clip]
    made = await answer(site, "camera", *words)
    assert made["checked"]["picture"]["converted"] == "b_frames"
    assert [each["id"] for each in await answer(site, "camera", "list")] == [made["id"]]
    assert "removed" in (await run(site, "camera", "remove", made["id"])).output
    assert await answer(site, "camera", "list") == []


async def test_a_probe_says_what_would_be_converted(site: Site, clip: str) -> None:
    said = (await run(site, "camera", "probe", clip)).output
    assert "converted, because it has B-frames" in said and "No sound" in said


async def test_a_camera_that_does_not_answer_is_told_in_one_line(site: Site) -> None:
    result = await run(site, "camera", "probe", "rtsp://admin:geheim@127.0.0.1:9/1")
    assert result.exit_code == 1
    assert "can't be reached" in result.output and "geheim" not in result.output
