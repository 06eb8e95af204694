"""Thumbnails and covers over HTTP: asked for, drawn by a job, and served as far as their takes are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from server.data import recordings, resources
from server.data.models import Job
from server.library.thumbnails import index
from server.library.thumbnails.index import Index, Moment, Sheet, TakeSheets
from tests.media.recording.lesson import RecordedLesson, timed
from tests.server.web.conftest import TAKE, Recorded
from tests.support import encoded
from tests.support.site import Site, Visitor
from tests.support.waiting import until


async def finished(site: Site, recorded: Recorded) -> None:
    async with site.database.session() as session:
        await recordings.finish(session, recorded.lesson, "ready", duration_ms=12_000, size=1)


async def put_drawn(site: Site, recorded: Recorded, *, chosen: bool = False) -> Path:
    """Pictures as a job leaves them."""
    await finished(site, recorded)
    place = recorded.folder / index.FOLDER
    place.mkdir()
    moment = Moment(take=TAKE, at_ms=1000)
    takes = [TakeSheets(take=TAKE, source="u3/camera", sheets=[Sheet(name=f"{TAKE}-1", tiles=[0, 10_000])])]
    wanted = 1000 if chosen else None
    index.write(place, Index(takes=takes, cover=moment, chosen=moment if chosen else None, wanted_ms=wanted))
    for name, colour in ((f"{TAKE}-1.jpg", "red"), (index.COVER, "green"), (index.CHOSEN, "blue")):
        Image.new("RGB", (160, 90), colour).save(place / name)
    return place


async def thumbnails(who: Visitor, recorded: Recorded) -> Any:
    return await (await who.get(f"{recorded.url}/thumbnails.json")).json()


async def test_of_a_lesson_that_runs_there_are_none_yet(site: Site, recorded: Recorded) -> None:
    assert (await thumbnails(site.operator(), recorded))["state"] == "later"


async def test_asking_has_them_drawn(site: Site, recorded: Recorded) -> None:
    (recorded.folder / f"{TAKE}.jsonl").unlink()
    lesson = RecordedLesson(recorded.folder)
    lesson.play((lesson.publish("u3/camera/video", "H264"), timed(encoded.video("H264", 300), 90000)))
    await lesson.finish()
    await finished(site, recorded)
    operator = site.operator()
    assert (await thumbnails(operator, recorded))["state"] in ("waiting", "running")
    await until(lambda: index.read(recorded.folder) is not None, 30)
    found = await thumbnails(operator, recorded)
    assert (found["state"], found["width"], found["columns"]) == ("ready", 160, 10)
    (source,) = found["sources"]
    assert [(sheet["tiles"]) for sheet in source["sheets"]] == [[0, 10_000]]
    sheet = await operator.get(f"{recorded.url}/thumbnails/{source['sheets'][0]['name']}.jpg")
    assert (sheet.status, sheet.content_type) == (200, "image/jpeg")


async def test_what_has_failed_is_tried_again_after_an_hour(site: Site, recorded: Recorded) -> None:
    await finished(site, recorded)
    async with site.database.session() as session:
        now = int(1000 * site.now)
        session.add(
            Job(
                kind="thumbnails",
                subject=recorded.id,
                arguments={},
                state="failed",
                created_at=now,
                ended_at=now,
            )
        )
    assert (await thumbnails(site.operator(), recorded))["state"] == "failed"
    site.now += 3600
    assert (await thumbnails(site.operator(), recorded))["state"] == "waiting"


@pytest.mark.parametrize("name", ["nothing", "..%2Findex", "index"])
async def test_nothing_but_sheets_is_sent(site: Site, recorded: Recorded, name: str) -> None:
    await put_drawn(site, recorded)
    assert (await site.operator().get(f"{recorded.url}/thumbnails/{name}.jpg")).status == 404


async def test_the_owners_cover_goes_before_the_other(site: Site, recorded: Recorded) -> None:
    place = await put_drawn(site, recorded, chosen=True)
    async with site.database.session() as session:
        resource = await resources.of_recording(session, recorded.id)
        assert resource is not None
        resource.cover_ms = 1000
    cover = await (await site.operator().get(f"{recorded.url}/cover.jpg")).read()
    assert cover == (place / index.CHOSEN).read_bytes()


async def test_another_cover_is_drawn_when_the_owner_has_chosen_another_moment(
    site: Site, recorded: Recorded
) -> None:
    place = await put_drawn(site, recorded)
    async with site.database.session() as session:
        resource = await resources.of_recording(session, recorded.id)
        assert resource is not None
        resource.cover_ms = 1000
    answer = await site.operator().get(f"{recorded.url}/cover.jpg")
    assert await answer.read() == (place / index.COVER).read_bytes()
    await until(lambda: _wanted(recorded) == 1000, 30)


def _wanted(recorded: Recorded) -> int | None:
    drawn = index.read(recorded.folder)
    return drawn.wanted_ms if drawn else None


async def test_whoever_may_not_watch_sees_no_picture(site: Site, recorded: Recorded) -> None:
    await put_drawn(site, recorded)
    nobody = site.visitor()
    for path in ("thumbnails.json", f"thumbnails/{TAKE}-1.jpg", "cover.jpg"):
        assert (await nobody.get(f"{recorded.url}/{path}")).status == 401
