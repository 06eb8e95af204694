"""Uploads by tus: refused before a byte is taken, gone on with after a break, over when nobody comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from server.courseware.receiving import BLOCK
from server.courseware.sweep import sweep
from server.web.shelf import SHELF
from tests.support.courseware import OFFSET, TUS, announce, card, comes_to, documents, picture, send, upload
from tests.support.site import Site, Visitor
from tests.support.waiting import until

GIGABYTE = 1 << 30


@pytest.fixture
async def lesson(site: Site) -> str:
    return str((await site.lesson("古诗三首"))["id"])


@pytest.fixture
async def teacher(site: Site) -> Visitor:
    """An operator does what a teacher may, and needs no password hashed."""
    return site.operator()


@pytest.mark.parametrize(
    ("name", "length", "status", "code"),
    [
        ("film.mp4", 2 * GIGABYTE, 413, "clip_too_large"),
        ("book.pdf", GIGABYTE, 413, "file_too_large"),
        ("drawing.svg", 100, 415, "svg_refused"),
        ("IMG_1.HEIC", 100, 415, "heic_refused"),
        ("virus.exe", 100, 415, "unknown_type"),
        ("nothing", 100, 415, "unknown_type"),
        ("empty.pdf", 0, 400, "not_an_upload"),
    ],
)
async def test_what_is_not_taken_is_refused_before_a_byte_is_sent(
    site: Site, lesson: str, teacher: Visitor, name: str, length: int, status: int, code: str
) -> None:
    answer = await announce(teacher, lesson, name, length)
    assert (answer.status, (await answer.json())["error"]["code"]) == (status, code)
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert await documents(teacher, lesson) == []


async def test_what_the_server_speaks_is_asked_without_signing_in(site: Site, lesson: str) -> None:
    answer = await site.visitor().ask("OPTIONS", f"/api/lessons/{lesson}/uploads")
    assert answer.headers["Tus-Extension"] == "creation,termination,expiration"
    assert answer.headers["Tus-Max-Size"] == str(GIGABYTE)


async def test_another_version_of_tus_is_refused(site: Site, lesson: str, teacher: Visitor) -> None:
    answer = await teacher.ask("POST", f"/api/lessons/{lesson}/uploads", headers={"Upload-Length": "9"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (412, "tus_version")


@pytest.mark.parametrize("site_environment", [{"TONGKE_COURSEWARE__MIN_FREE_MB": "999999999"}], indirect=True)
async def test_a_full_disk_takes_nothing(site: Site, lesson: str, teacher: Visitor) -> None:
    answer = await announce(teacher, lesson, "a.pdf", 100)
    assert (answer.status, (await answer.json())["error"]["code"]) == (507, "disk_full")


@pytest.mark.parametrize("site_environment", [{"TONGKE_COURSEWARE__MAX_DOCUMENTS": "1"}], indirect=True)
async def test_a_lesson_takes_so_many_documents(site: Site, lesson: str, teacher: Visitor) -> None:
    assert (await announce(teacher, lesson, "a.pdf", 100)).status == 201
    answer = await announce(teacher, lesson, "b.pdf", 100)
    assert (answer.status, (await answer.json())["error"]["code"]) == (413, "lesson_full")


async def test_an_upload_goes_on_where_it_broke_off(site: Site, lesson: str, teacher: Visitor) -> None:
    data = picture()
    place = (await announce(teacher, lesson, "a.png", len(data))).headers["Location"]
    await send(teacher, place, 0, data[:50])
    assert (await card(teacher, lesson, place.rpartition("/")[2]))["state"] == "uploading"
    looked = await teacher.ask("HEAD", place, headers=TUS)
    assert (looked.headers["Upload-Offset"], looked.headers["Upload-Length"]) == ("50", str(len(data)))
    assert (await send(teacher, place, 50, data[50:])).headers["Upload-Offset"] == str(len(data))
    await comes_to(teacher, lesson, place.rpartition("/")[2], "ready")


async def test_bytes_for_another_place_are_refused(site: Site, lesson: str, teacher: Visitor) -> None:
    place = (await announce(teacher, lesson, "a.png", 100)).headers["Location"]
    answer = await send(teacher, place, 7, b"abc")
    assert (answer.status, (await answer.json())["error"]["code"]) == (409, "wrong_offset")


async def test_more_bytes_than_were_announced_are_refused(site: Site, lesson: str, teacher: Visitor) -> None:
    place = (await announce(teacher, lesson, "a.png", 10)).headers["Location"]
    assert (await send(teacher, place, 0, b"x" * 11)).status == 413
    assert (await teacher.ask("HEAD", place, headers=TUS)).headers["Upload-Offset"] == "0"


async def test_a_packed_body_is_refused(site: Site, lesson: str, teacher: Visitor) -> None:
    place = (await announce(teacher, lesson, "a.png", 10)).headers["Location"]
    headers = TUS | OFFSET | {"Upload-Offset": "0", "Content-Encoding": "deflate"}
    assert (await teacher.ask("PATCH", place, headers=headers, data=b"x")).status == 400


async def test_whoever_comes_back_ends_the_connection_that_still_hangs(
    site: Site, lesson: str, teacher: Visitor
) -> None:
    place = (await announce(teacher, lesson, "a.png", BLOCK + 100)).headers["Location"]
    go_on = asyncio.Event()
    hanging = asyncio.create_task(send(teacher, place, 0, _slowly(b"x" * BLOCK, go_on)))
    shelf = site.server.app[SHELF]

    def received() -> int:
        return shelf.storage.incoming.received(place.rpartition("/")[2])

    await until(lambda: received() == BLOCK, 5)
    looked = await teacher.ask("HEAD", place, headers=TUS)
    assert looked.headers["Upload-Offset"] == str(BLOCK)
    go_on.set()
    with pytest.raises(Exception):  # noqa: B017 - whichever way the broken connection shows
        await hanging
    assert received() == BLOCK


async def _slowly(data: bytes, go_on: asyncio.Event) -> AsyncIterator[bytes]:
    yield data
    await go_on.wait()
    yield b"never"


async def test_an_upload_that_is_given_up_is_gone(site: Site, lesson: str, teacher: Visitor) -> None:
    place = (await announce(teacher, lesson, "a.png", 100)).headers["Location"]
    await send(teacher, place, 0, b"x" * 50)
    assert (await teacher.ask("DELETE", place, headers=TUS)).status == 204
    assert (await teacher.ask("HEAD", place, headers=TUS)).status == 404
    assert await documents(teacher, lesson) == []


async def test_an_upload_that_nobody_goes_on_with_expires(site: Site, lesson: str, teacher: Visitor) -> None:
    announced = await announce(teacher, lesson, "a.png", 100)
    document = announced.headers["Location"].rpartition("/")[2]
    site.now += 25 * 3600
    shelf = site.server.app[SHELF]
    await sweep(shelf, site.database, site.context.now_ms())
    assert await documents(site.operator(), lesson) == []
    assert not shelf.storage.incoming.path(document).exists()


async def test_an_upload_that_somebody_goes_on_with_does_not_expire(
    site: Site, lesson: str, teacher: Visitor
) -> None:
    place = (await announce(teacher, lesson, "a.png", 100)).headers["Location"]
    site.now += 20 * 3600
    assert (await send(site.operator(), place, 0, b"x" * 50)).status == 204
    site.now += 20 * 3600
    await sweep(site.server.app[SHELF], site.database, site.context.now_ms())
    assert (await send(site.operator(), place, 50, b"x")).headers["Upload-Offset"] == "51"


async def test_bytes_that_a_crash_left_complete_become_a_document(
    site: Site, lesson: str, teacher: Visitor
) -> None:
    data = picture()
    document = (await announce(teacher, lesson, "a.png", len(data))).headers["Location"].rpartition("/")[2]
    shelf = site.server.app[SHELF]
    shelf.storage.incoming.path(document).write_bytes(data)
    await sweep(shelf, site.database, site.context.now_ms())
    await comes_to(teacher, lesson, document, "ready")


async def test_files_that_no_lesson_has_are_removed_a_day_later(
    site: Site, lesson: str, teacher: Visitor
) -> None:
    document = await upload(teacher, lesson, "a.png", picture())
    await comes_to(teacher, lesson, document, "ready")
    shelf = site.server.app[SHELF]
    assert (await teacher.ask("DELETE", f"/api/lessons/{lesson}/courseware/{document}")).status == 200
    folder = next((site.context.settings.courseware_folder / "content").iterdir())
    await sweep(shelf, site.database, site.context.now_ms() + 3_600_000)
    assert folder.exists()
    await sweep(shelf, site.database, site.context.now_ms() + 25 * 3_600_000)
    assert not folder.exists()
