"""Thumbnails and covers of real takes: which moments, how large, and of whom."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from media.recording import manifest
from server.library.spans import Span
from server.library.thumbnails import index
from server.library.thumbnails.__main__ import drawn
from server.library.thumbnails.cover import worth
from server.library.thumbnails.order import HEIGHT, WIDTH, Order
from server.library.thumbnails.plan import MOST_TILES, plan
from server.library.thumbnails.sheets import is_dark
from server.library.view import WHOLE, View
from tests.media.recording.lesson import RecordedLesson, timed
from tests.support import encoded

TEACHER, PUPILS = "t-camera-video-0001", "a-camera-video-0001"
#: What every publication shows: nothing of classroom `a`.
STRICT = View(False, False, frozenset({"a"}))


async def recorded(folder: Path, codec: str, seconds: int) -> Path:
    """The teacher's and a classroom's camera, with a keyframe each second."""
    lesson = RecordedLesson(folder / codec)
    frames = encoded.video(codec, 25 * seconds)
    lesson.play(
        (lesson.publish("t/camera/video", codec), timed(frames, 90000)),
        (lesson.publish("a/camera/video", codec), timed(frames, 90000)),
    )
    await lesson.finish()
    return lesson.folder


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(recorded(tmp_path_factory.mktemp("once"), "H264", 12))


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "lesson"))


def ordered(folder: Path, *, stage: str = "t/camera", cover_ms: int | None = None) -> Order:
    made_in = folder / "made"
    made_in.mkdir(exist_ok=True)
    shown = [Span(0, 60_000, stage)]
    journals = manifest.read_journals(folder)
    return plan(folder, made_in, journals, shown, STRICT, interval_ms=2000, cover_ms=cover_ms)


@pytest.mark.parametrize("codec", ["H264", "VP8", "VP9"])
async def test_every_take_has_a_picture_each_interval(tmp_path: Path, codec: str) -> None:
    folder = await recorded(tmp_path, codec, 5)
    made = drawn(ordered(folder))
    assert [(take["take"], take["sheets"]) for take in made["takes"]] == [
        (take, [(f"{take}-1", [0, 2000, 4000])]) for take in (PUPILS, TEACHER)
    ]
    with Image.open(folder / "made" / f"{TEACHER}-1.jpg") as sheet:
        assert sheet.size == (10 * WIDTH, HEIGHT)
        # The picture is 4:3: its middle is drawn, its border is black.
        assert max(sheet.getpixel((5, 45))) < 40 < max(sheet.getpixel((80, 20)))


def test_only_what_is_drawn_is_read(folder: Path) -> None:
    order = ordered(folder)
    read = sum(piece.size for take in order.takes for piece in take.pieces)
    assert read < 0.6 * sum((folder / Path(take.path).name).stat().st_size for take in order.takes)


def test_the_cover_is_of_what_was_on_the_stage(folder: Path) -> None:
    assert drawn(ordered(folder))["cover"]["take"] == TEACHER
    with Image.open(folder / "made" / "cover.jpg") as cover:
        assert cover.size == (160, 120)


def test_no_cover_is_chosen_that_a_publication_may_not_show(folder: Path) -> None:
    assert drawn(ordered(folder, stage="a/camera"))["cover"] is None


def test_the_owners_moment_is_found_to_the_frame(folder: Path) -> None:
    made = drawn(ordered(folder, cover_ms=5480))
    assert made["chosen"] == {"take": TEACHER, "at_ms": 5480}
    assert (folder / "made" / "chosen.jpg").is_file()


def test_a_moment_that_no_take_has_gives_no_cover(folder: Path) -> None:
    assert drawn(ordered(folder, cover_ms=50_000))["chosen"] is None


@pytest.mark.parametrize("damage", ["rubbish", "gone"])
def test_a_damaged_take_costs_its_own_pictures_alone(folder: Path, damage: str) -> None:
    (path,) = [
        folder / entry.head.file for entry in manifest.read_journals(folder) if entry.head.take == PUPILS
    ]
    if damage == "rubbish":
        path.write_bytes(b"\xff" * path.stat().st_size)
    else:
        path.unlink()
    sheets = {take["take"]: take["sheets"] for take in drawn(ordered(folder))["takes"]}
    assert (sheets[PUPILS], len(sheets[TEACHER])) == ([], 1)


async def test_the_process_does_it_all_and_says_so(folder: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "server.library.thumbnails",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    words = json.dumps(asdict(ordered(folder))).encode() + b"\n"
    said, _ = await asyncio.wait_for(process.communicate(words), 60)
    lines: list[dict[str, Any]] = [json.loads(line) for line in said.splitlines()]
    assert [line["progress"] for line in lines[:-1]] == [
        pytest.approx(1 / 3, abs=1e-4),
        pytest.approx(2 / 3, abs=1e-4),
    ]
    assert len(lines[-1]["made"]["takes"]) == 2


def test_a_very_long_take_has_its_pictures_further_apart(folder: Path) -> None:
    journals = manifest.read_journals(folder)
    first = journals[0].fragments[0]
    journals[0].fragments = [
        first.model_copy(update={"start_ms": 10_000 * n, "keyframe": True}) for n in range(5000)
    ]
    order = plan(folder, folder, journals, [], WHOLE, interval_ms=10_000)
    assert MOST_TILES * 0.9 < len(order.takes[0].pieces) <= MOST_TILES + 2


def test_what_is_forgotten_leaves_no_picture(folder: Path) -> None:
    order = ordered(folder, stage="a/camera", cover_ms=3000)
    made = drawn(order)
    takes = [
        {"take": take["take"], "source": "x", "sheets": [{"name": n, "tiles": t} for n, t in take["sheets"]]}
        for take in made["takes"]
    ]
    whole = index.Index.model_validate({**made, "takes": takes})
    index.write(folder / "made", whole)
    index.keep(folder, folder / "made")
    (folder / index.FRESH).mkdir()
    index.forget(folder, {PUPILS})
    assert not (folder / index.FRESH).exists()
    kept = index.read(folder)
    assert kept is not None
    assert ([take.take for take in kept.takes], kept.chosen) == ([TEACHER], None)
    assert sorted(path.name for path in (folder / index.FOLDER).iterdir()) == [index.FILE, f"{TEACHER}-1.jpg"]


@pytest.mark.parametrize("colour", ["black", "white", (90, 110, 100)])
def test_a_dark_a_glaring_and_a_bare_picture_are_worth_nothing(colour: Any) -> None:
    assert worth(Image.new("RGB", (WIDTH, HEIGHT), colour)) == 0


def test_a_sharp_picture_is_worth_more_than_a_blurred_one() -> None:
    sharp = Image.effect_noise((WIDTH, HEIGHT), 60).convert("RGB")
    assert worth(sharp) > 2 * worth(sharp.resize((20, 12)).resize((WIDTH, HEIGHT)))


@pytest.mark.parametrize(("colour", "dark"), [("black", True), ((14, 16, 15), True), ((60, 60, 60), False)])
def test_a_closed_lens_is_known(colour: Any, dark: bool) -> None:
    assert is_dark(Image.new("RGB", (WIDTH, HEIGHT), colour)) is dark
