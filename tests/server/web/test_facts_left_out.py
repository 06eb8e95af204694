"""What a publication leaves out is in no figure and no picture of those who see the recording by it."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from media.recording import journal
from media.recording.journal import LevelsLine
from server.library.thumbnails import index
from server.library.thumbnails.index import Index, Moment, Sheet, TakeSheets
from tests.server.web.kept import Kept
from tests.support.site import Site, Visitor


@pytest.fixture
async def outside(site: Site, kept: Kept) -> Visitor:
    """Somebody who sees the recording by its publication: without pupils' pictures and classroom sound."""
    for member in (kept.teacher, kept.rural):
        path = kept.recorded.folder / f"{member}-camera-audio-0001.jsonl"
        line = LevelsLine(start_ms=0, basis="header", values="28" * 10 + "5f" * 20)
        path.write_bytes(path.read_bytes() + journal.encode([line]))
    await kept.publish("city")
    return await site.signed_in("wang")


async def told(who: Visitor, path: str) -> Any:
    answer = await who.get(path)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def test_the_levels_of_classrooms_are_left_out(kept: Kept, outside: Visitor) -> None:
    sources = {source["source"] for source in (await told(kept.li, f"{kept.url}/levels"))["sources"]}
    assert sources == {f"{kept.teacher}/camera", f"{kept.rural}/camera"}
    sources = {source["source"] for source in (await told(outside, f"{kept.url}/levels"))["sources"]}
    assert sources == {f"{kept.teacher}/camera"}


async def test_the_analysis_says_what_it_leaves_out(kept: Kept, outside: Visitor) -> None:
    assert (await told(kept.li, f"{kept.url}/analysis"))["withheld"] == []
    found = await told(outside, f"{kept.url}/analysis")
    assert found["withheld"] == ["classroom_sound", "answers"]
    assert {room["answers"] for room in found["classrooms"]} == {None}


async def test_the_self_audit_speaks_of_what_is_served_alone(kept: Kept, outside: Visitor) -> None:
    tracks = {
        (track["source"], track["kind"]) for track in (await told(outside, f"{kept.url}/fitness"))["tracks"]
    }
    assert tracks == {(f"{kept.teacher}/camera", "audio"), (f"{kept.teacher}/camera", "video")}


async def test_pictures_of_pupils_are_on_no_sheet_and_no_cover(kept: Kept, outside: Visitor) -> None:
    place = kept.recorded.folder / index.FOLDER
    place.mkdir()
    names = {f"{member}-camera-video-0001": f"{member}/camera" for member in (kept.teacher, kept.rural)}
    takes = [
        TakeSheets(take=take, source=source, sheets=[Sheet(name=f"{take}-1", tiles=[0])])
        for take, source in names.items()
    ]
    rural = f"{kept.rural}-camera-video-0001"
    index.write(place, Index(takes=takes, cover=None, chosen=Moment(take=rural, at_ms=0)))
    for name in (f"{rural}-1", "chosen"):
        Image.new("RGB", (160, 90)).save(place / f"{name}.jpg")
    sources = (await told(outside, f"{kept.url}/thumbnails.json"))["sources"]
    assert [source["source"] for source in sources] == [f"{kept.teacher}/camera"]
    for path in (f"thumbnails/{rural}-1.jpg", "cover.jpg"):
        assert (await kept.li.get(f"{kept.url}/{path}")).status == 200
        assert (await outside.get(f"{kept.url}/{path}")).status == 404
