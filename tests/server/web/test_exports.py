"""Films are ordered, waited for, fetched and taken away by whoever may, and by nobody else."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from server.data import jobs, recordings
from server.data.models import Job
from server.exports.making import EXPORT
from server.exports.wanted import Ordered, Served, Wanted
from server.jobs.work import JobFailed, Task
from server.units import DAY_MS
from server.web.exporting import EXPORTS
from server.web.exports import has_the_head
from server.web.shelf import JOBS
from tests.server.web.conftest import Recorded
from tests.support.site import Site, Visitor
from tests.support.waiting import eventually


class Studio:
    """Makes films of one byte, when it is let; keeps what it was told."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.orders: list[Ordered] = []
        self.may = asyncio.Event()
        self.may.set()
        self.fails = ""
        # The composing process has tests of its own: here it is about who may have what.
        site.server.app[JOBS]._works[EXPORT] = self.make

    async def make(self, task: Task) -> None:
        self.orders.append(Ordered.read(task.arguments))
        task.tell(0.5)
        await self.may.wait()
        if self.fails:
            raise JobFailed(self.fails, "says the studio")
        await asyncio.to_thread(self._write, task.id)

    def _write(self, export: str) -> None:
        storage = self.site.server.app[EXPORTS].storage
        with storage.workplaces.open() as work:
            (work / "film.mp4").write_bytes(b"film")
            storage.keep(export, work / "film.mp4")

    def film(self, export: str) -> Path | None:
        return self.site.server.app[EXPORTS].storage.find(export)

    async def comes_to(self, visitor: Visitor, export: str, state: str) -> dict[str, Any]:
        job: dict[str, Any] = {}

        async def has() -> bool:
            nonlocal job
            job = await (await visitor.get(f"/api/jobs/{export}")).json()
            return bool(job.get("state") == state)

        await eventually(has, 10)
        return job


@pytest.fixture
async def finished(site: Site, recorded: Recorded) -> Recorded:
    async with site.database.session() as session:
        await recordings.finish(session, recorded.lesson, "ready", duration_ms=60_000, size=3100)
    return recorded


@pytest.fixture
def studio(site: Site) -> Studio:
    return Studio(site)


async def order(visitor: Visitor, recorded: Recorded, **wanted: Any) -> dict[str, Any]:
    answer = await visitor.post(f"{recorded.url}/exports", wanted)
    assert answer.status == 201, await answer.text()
    card: dict[str, Any] = await answer.json()
    return card


async def code_of(answer: Any) -> tuple[int, str]:
    return answer.status, (await answer.json())["error"]["code"]


async def test_film_is_made_and_fetched_and_both_are_in_the_audit(
    site: Site, finished: Recorded, studio: Studio
) -> None:
    teacher = await site.signed_in("li")
    made = await order(teacher, finished, watermark=True, start_ms=1000)
    await studio.comes_to(teacher, made["id"], "done")
    [film] = (await (await teacher.get(f"{finished.url}/exports")).json())["exports"]
    assert (film["bytes"], film["mine"], film["end_ms"]) == (4, True, 60_000)
    assert await (await site.visitor().get(film["file"])).read() == b"film"
    assert studio.orders[0].wanted.watermark.endswith(" li")
    audit = (await (await teacher.get(f"/api/resources/{finished.id}/audit")).json())["entries"]
    assert {"export_recording", "download_export"} <= {entry["action"] for entry in audit}


async def test_address_of_a_film_opens_no_other_and_not_for_ever(
    site: Site, finished: Recorded, studio: Studio
) -> None:
    teacher = await site.signed_in("li")
    ids = [(await order(teacher, finished))["id"] for _ in range(2)]
    for id in ids:
        await studio.comes_to(teacher, id, "done")
    films = (await (await teacher.get(f"{finished.url}/exports")).json())["exports"]
    one, other = films[0]["file"], films[1]["id"]
    foreign = one.replace(films[0]["id"], other)
    assert await code_of(await site.visitor().get(foreign)) == (403, "bad_signature")
    assert await code_of(await site.visitor().get(one.partition("?")[0])) == (403, "bad_signature")
    site.now += 7 * 3600
    assert await code_of(await site.visitor().get(one)) == (410, "signature_expired")


async def test_whoever_may_not_export_learns_nothing(site: Site, finished: Recorded, studio: Studio) -> None:
    made = await order(await site.signed_in("li"), finished)
    stranger = await site.signed_in("wang")
    assert (await stranger.get(f"{finished.url}/exports")).status in (403, 404)
    assert (await stranger.post(f"{finished.url}/exports", {})).status in (403, 404)
    assert await code_of(await stranger.get(f"/api/jobs/{made['id']}")) == (404, "no_such_job")
    assert await code_of(await stranger.post(f"/api/jobs/{made['id']}/cancel")) == (404, "no_such_job")
    assert (await stranger.ask("DELETE", f"/api/exports/{made['id']}")).status in (403, 404)


async def test_failed_film_says_why_and_is_made_again(site: Site, finished: Recorded, studio: Studio) -> None:
    teacher = site.operator()
    studio.fails = "film_failed"
    made = await order(teacher, finished)
    job = await studio.comes_to(teacher, made["id"], "failed")
    assert (job["error"]["code"], job["detail"]) == ("film_failed", "says the studio")
    assert job["error"]["todo"]
    studio.fails = ""
    assert (await teacher.post(f"/api/jobs/{made['id']}/retry")).status == 200
    await studio.comes_to(teacher, made["id"], "done")
    assert await code_of(await teacher.post(f"/api/jobs/{made['id']}/retry")) == (409, "job_not_failed")


async def test_film_that_is_cancelled_leaves_nothing(site: Site, finished: Recorded, studio: Studio) -> None:
    teacher = site.operator()
    studio.may.clear()
    made = await order(teacher, finished)
    job = await studio.comes_to(teacher, made["id"], "running")
    assert job["progress"] == 0.5
    assert (await (await teacher.post(f"/api/jobs/{made['id']}/cancel")).json())["state"] == "cancelled"
    assert studio.film(made["id"]) is None
    assert await code_of(await teacher.post(f"/api/jobs/{made['id']}/cancel")) == (409, "job_ended")


async def test_nobody_has_more_than_a_few_waiting(site: Site, finished: Recorded, studio: Studio) -> None:
    teacher = site.operator()
    studio.may.clear()
    cancelled = await order(teacher, finished)
    await teacher.post(f"/api/jobs/{cancelled['id']}/cancel")
    for _ in range(site.context.settings.exports.per_person):
        await order(teacher, finished)
    answer = await teacher.post(f"{finished.url}/exports", {})
    assert await code_of(answer) == (429, "too_many_exports")
    again = await teacher.post(f"/api/jobs/{cancelled['id']}/retry")
    assert await code_of(again) == (429, "too_many_exports")


async def test_lesson_that_runs_is_not_exported(site: Site, recorded: Recorded, studio: Studio) -> None:
    answer = await site.operator().post(f"{recorded.url}/exports", {})
    assert await code_of(answer) == (409, "recording_running")


async def test_film_is_taken_away_after_its_days(site: Site, finished: Recorded, studio: Studio) -> None:
    teacher = site.operator()
    made = await order(teacher, finished)
    await studio.comes_to(teacher, made["id"], "done")
    exports = site.server.app[EXPORTS]
    await exports.sweep()
    assert studio.film(made["id"]) is not None
    site.now += (exports.settings.keep_days * DAY_MS) / 1000 + 1
    await exports.sweep()
    assert studio.film(made["id"]) is None


async def test_changed_recording_loses_its_films(site: Site, finished: Recorded, studio: Studio) -> None:
    teacher = site.operator()
    made = await order(teacher, finished)
    await studio.comes_to(teacher, made["id"], "done")
    assert await site.server.app[EXPORTS].drop(finished.id) == 1
    assert studio.film(made["id"]) is None


async def test_removed_film_is_in_no_list(site: Site, finished: Recorded, studio: Studio) -> None:
    teacher = site.operator()
    made = await order(teacher, finished)
    await studio.comes_to(teacher, made["id"], "done")
    assert (await teacher.ask("DELETE", f"/api/exports/{made['id']}")).status == 200
    assert (await (await teacher.get(f"{finished.url}/exports")).json())["exports"] == []
    assert studio.film(made["id"]) is None


async def test_what_lies_in_the_trash_is_not_made(site: Site, finished: Recorded) -> None:
    ordered = Ordered(wanted=Wanted(end_ms=1000), served=Served())
    assert (await site.operator().post(f"/api/resources/{finished.id}/trash")).status == 200
    job = await site.server.app[EXPORTS].submit(finished.id, ordered, "li")

    async def failed() -> bool:
        async with site.database.session() as session:
            return next(iter(await jobs.by_ids(session, [job]))).state == "failed"

    await eventually(failed, 10)
    async with site.database.session() as session:
        assert (await session.get_one(Job, job)).error == "recording_gone"


@pytest.mark.parametrize(
    ("asked", "is_noted"),
    [("", True), ("bytes=0-", True), ("bytes=1-", True), ("bytes=-500", True), ("bytes=9000000-", False)],
)
def test_only_what_has_the_films_head_is_a_download(asked: str, is_noted: bool) -> None:
    assert has_the_head(asked) is is_noted
