"""Signed addresses over HTTP: they open without an account, for a while, as long as nothing is taken back."""

from __future__ import annotations

import pytest

from server.data.models import Job
from server.exports.making import EXPORT
from server.exports.wanted import Ordered, Served, Wanted
from server.library.view import WHOLE
from server.web.exporting import EXPORTS
from tests.server.web.kept import Kept
from tests.support.site import Site, Visitor


@pytest.fixture
async def film(site: Site, kept: Kept) -> str:
    """The signed address of an export that the teacher has made."""
    wanted = Ordered(wanted=Wanted(end_ms=1000), served=Served.of(WHOLE))
    job = Job(
        kind=EXPORT, subject=kept.id, arguments=wanted.model_dump(mode="json"), state="done", by=kept.teacher,
        created_at=1, ended_at=int(site.now * 1000),
    )  # fmt: skip
    async with site.database.session() as session:
        session.add(job)
    storage = site.server.app[EXPORTS].storage
    storage.free_mb()
    with storage.workplaces.open() as place:
        (place / "film.mp4").write_bytes(b"film")
        storage.keep(job.id, place / "film.mp4")
    return await address(kept)


async def address(kept: Kept) -> str:
    found = await (await kept.li.get(f"{kept.url}/exports")).json()
    return str(found["exports"][0]["file"])


async def answer(visitor: Visitor, path: str) -> tuple[int, str]:
    found = await visitor.get(path)
    return found.status, "" if found.ok else (await found.json())["error"]["code"]


async def test_a_signed_address_needs_no_account_and_expires(site: Site, film: str) -> None:
    assert await answer(site.visitor(), film) == (200, "")
    site.now += 30 * 86_400
    assert await answer(site.visitor(), film) == (410, "signature_expired")


async def test_an_address_without_its_signature_or_with_another_opens_nothing(site: Site, film: str) -> None:
    visitor, path = site.visitor(), film.partition("?")[0]
    for given in (path, f"{path}?sig=x.y", film[:-1] + ("A" if film[-1] != "A" else "B")):
        assert await answer(visitor, given) == (403, "bad_signature")


async def test_what_was_signed_while_published_is_refused_when_it_is_withdrawn(
    site: Site, kept: Kept, film: str
) -> None:
    await kept.publish("city")
    signed = await address(kept)
    assert await answer(site.visitor(), signed) == (200, "")
    await kept.withdraw()
    assert await answer(site.visitor(), signed) == (410, "withdrawn")


async def test_nothing_opens_a_recording_in_the_trash(site: Site, kept: Kept, film: str) -> None:
    await kept.li.post(f"{kept.resource}/trash")
    assert await answer(site.visitor(), film) == (410, "withdrawn")


async def test_films_go_with_a_classroom_that_is_forgotten(site: Site, kept: Kept, film: str) -> None:
    await kept.li.post(f"{kept.resource}/forget", {"member": kept.rural, "reason": "家长要求"})
    assert await answer(site.visitor(), film) == (404, "no_such_export")
