"""Films come in by parts, a bounded number at a time, and those that fail don't lie about for ever."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from server.data import recordings
from server.data.models import Import
from server.imports.bringing import IMPORT
from server.jobs.work import JobFailed, Task
from server.web.bringing import IMPORTS
from server.web.shelf import JOBS
from tests.support.bringing import announce_film, taken_in
from tests.support.courseware import TUS, send
from tests.support.site import Site, Visitor

FEW = {"TONGKE_IMPORTS__PER_PERSON": "1"}


async def refuse(task: Task) -> None:
    """Taking films apart has tests of its own."""
    raise JobFailed("damaged")


@pytest.fixture
async def teacher(site: Site) -> Visitor:
    site.server.app[JOBS]._works[IMPORT] = refuse
    return await site.signed_in("li")


async def code_of(answer: Any) -> tuple[int, str]:
    return answer.status, (await answer.json())["error"]["code"]


async def announced(visitor: Visitor, length: int = 100) -> str:
    answer = await announce_film(visitor, "旧课.mp4", length)
    assert answer.status == 201, await answer.text()
    return answer.headers["Location"]


async def failed(visitor: Visitor) -> str:
    """The id of a film that came whole and could not be taken in."""
    place = await announced(visitor, 4)
    await send(visitor, place, 0, b"film")
    id = place.split("/")[-2]
    assert (await taken_in(visitor, id))["state"] == "failed"
    return id


def file_of(site: Site, id: str) -> Path:
    return site.server.app[IMPORTS].storage.incoming.path(id)


async def test_film_goes_on_where_it_broke_off(site: Site, teacher: Visitor) -> None:
    place = await announced(teacher)
    await send(teacher, place, 0, b"x" * 50)
    assert (await teacher.ask("HEAD", place, headers=TUS)).headers["Upload-Offset"] == "50"
    assert await code_of(await send(teacher, place, 7, b"x")) == (409, "wrong_offset")
    assert (await send(teacher, place, 50, b"x" * 50)).headers["Upload-Offset"] == "100"
    assert (await taken_in(teacher, place.split("/")[-2]))["error"]["code"] == "damaged"


async def test_nobody_else_sends_or_sees_it(site: Site, teacher: Visitor) -> None:
    place, stranger = await announced(teacher), await site.signed_in("wang")
    assert await code_of(await send(stranger, place, 0, b"x")) == (404, "no_such_upload")
    assert (await stranger.get(place.removesuffix("/upload"))).status == 404


@pytest.mark.parametrize("site_environment", [FEW], indirect=True)
async def test_one_person_brings_in_so_many_at_a_time(site: Site, teacher: Visitor) -> None:
    place = await announced(teacher)
    assert await code_of(await announce_film(teacher, "b.mp4", 100)) == (429, "too_many_imports")
    assert (await announce_film(site.operator(), "b.mp4", 100)).status == 201
    assert (await teacher.ask("DELETE", place, headers=TUS)).status == 204
    await announced(teacher)


@pytest.mark.parametrize("site_environment", [{"TONGKE_IMPORTS__IN_ALL": "1"}], indirect=True)
async def test_the_server_brings_in_so_many_at_a_time(site: Site, teacher: Visitor) -> None:
    await announced(site.operator())
    assert await code_of(await announce_film(teacher, "b.mp4", 100)) == (503, "imports_full")
    site.now += 73 * 3600
    await announced(await site.signed_in("li"))


@pytest.mark.parametrize("site_environment", [FEW], indirect=True)
async def test_film_that_failed_is_tried_again_when_there_is_room(site: Site, teacher: Visitor) -> None:
    id = await failed(teacher)
    place = await announced(teacher)
    assert await code_of(await teacher.post(f"/api/imports/{id}/retry")) == (429, "too_many_imports")
    assert (await teacher.ask("DELETE", place, headers=TUS)).status == 204
    assert (await teacher.post(f"/api/imports/{id}/retry")).status == 200


async def test_film_that_failed_is_forgotten_after_its_hours(site: Site, teacher: Visitor) -> None:
    id = await failed(teacher)
    imports = site.server.app[IMPORTS]
    await imports.sweep()
    assert file_of(site, id).exists()
    site.now += 73 * 3600
    await imports.sweep()
    assert not file_of(site, id).exists()
    assert (await (await site.operator().get("/api/imports")).json())["imports"] == []


async def test_what_an_attempt_has_left_among_the_recordings_goes_with_the_film(
    site: Site, teacher: Visitor
) -> None:
    id = await failed(teacher)
    left = site.context.settings.recordings_folder / id
    left.mkdir(parents=True)
    assert (await teacher.ask("DELETE", f"/api/imports/{id}")).status == 200
    assert not left.exists()


async def test_recording_stays_when_its_film_is_given_up(site: Site, teacher: Visitor) -> None:
    id, made = await failed(teacher), (await site.lesson("古诗三首"))["id"]
    folder = site.context.settings.recordings_folder / id
    folder.mkdir(parents=True)
    async with site.database.session() as session:
        recording = await recordings.begin(session, made, 1)
        (await session.get_one(Import, id)).recording_id = recording.id
    assert (await teacher.ask("DELETE", f"/api/imports/{id}")).status == 200
    assert folder.exists()
