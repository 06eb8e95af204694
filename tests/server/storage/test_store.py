"""What every store does: the local disk and one that speaks S3 pass the same tests."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from server.storage.local import LocalStore
from server.storage.s3 import PART, WINDOW, S3Store
from server.storage.settings import S3
from server.storage.store import NotThere, Store, StoreFailed


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "local":
        return LocalStore(tmp_path / "store")
    settings: S3 = request.getfixturevalue("s3")
    # The server lives as long as the session: each test has a place of its own.
    return S3Store(settings.model_copy(update={"prefix": f"{tmp_path.name}"}))


def file_of(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "take"
    path.write_bytes(content)
    return path


async def content(store: Store, name: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([piece async for piece in store.read(name, start, end)])


async def names(store: Store, folder: str = "") -> set[tuple[str, int]]:
    return {(found.name, found.size) async for found in store.files(folder)}


async def test_what_is_put_is_read_again(store: Store, tmp_path: Path) -> None:
    await store.put("l1/a.mp4", file_of(tmp_path, b"0123456789"))
    assert await content(store, "l1/a.mp4") == b"0123456789"


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (0, 4, b"0123"),
        (3, 7, b"3456"),
        (8, None, b"89"),
        (9, 10, b"9"),
        (4, 4, b""),
        (6, 100, b"6789"),
    ],
)
async def test_a_range_is_read(
    store: Store, tmp_path: Path, start: int, end: int | None, wanted: bytes
) -> None:
    await store.put("l1/a.mp4", file_of(tmp_path, b"0123456789"))
    assert await content(store, "l1/a.mp4", start, end) == wanted


async def test_a_large_file_goes_in_parts_and_comes_back_the_same(store: Store, tmp_path: Path) -> None:
    large = os.urandom(2 * PART + 12_345)
    await store.put("l1/a.mp4", file_of(tmp_path, large))
    assert await store.size("l1/a.mp4") == len(large)
    assert await content(store, "l1/a.mp4") == large
    assert await content(store, "l1/a.mp4", PART - 5, PART + 5) == large[PART - 5 : PART + 5]


async def test_an_empty_file_is_a_file(store: Store, tmp_path: Path) -> None:
    await store.put("l1/a.mp4", file_of(tmp_path, b""))
    assert await store.size("l1/a.mp4") == 0
    assert await content(store, "l1/a.mp4") == b""


async def test_putting_again_replaces(store: Store, tmp_path: Path) -> None:
    await store.put("l1/a.mp4", file_of(tmp_path, b"old and long"))
    await store.put("l1/a.mp4", file_of(tmp_path, b"new"))
    assert await content(store, "l1/a.mp4") == b"new"


async def test_files_are_listed_by_folder(store: Store, tmp_path: Path) -> None:
    for name in ("l1/a.mp4", "l1/b.webm", "l10/c.mp4"):
        await store.put(name, file_of(tmp_path, b"abc"))
    assert await names(store, "l1") == {("l1/a.mp4", 3), ("l1/b.webm", 3)}
    assert await names(store) == {("l1/a.mp4", 3), ("l1/b.webm", 3), ("l10/c.mp4", 3)}
    assert await names(store, "l2") == set()


async def test_what_is_deleted_is_gone(store: Store, tmp_path: Path) -> None:
    await store.put("l1/a.mp4", file_of(tmp_path, b"abc"))
    await store.delete("l1/a.mp4")
    assert await store.size("l1/a.mp4") is None
    assert await names(store) == set()
    await store.delete("l1/a.mp4")


async def test_what_is_not_there_is_said(store: Store) -> None:
    assert await store.size("l1/a.mp4") is None
    with pytest.raises(NotThere):
        await content(store, "l1/a.mp4")


async def test_what_cannot_be_read_is_not_kept(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreFailed):
        await store.put("l1/a.mp4", tmp_path / "nowhere")
    assert await store.size("l1/a.mp4") is None


async def test_a_store_that_does_not_answer_fails_by_name(tmp_path: Path) -> None:
    nobody = {"endpoint": "http://127.0.0.1:9", "bucket": "b", "access_key": "k", "secret_key": "secret"}
    store = S3Store(S3.model_validate({**nobody, "timeout_s": 1}))
    with pytest.raises(StoreFailed) as failure:
        await store.size("l1/a.mp4")
    assert "secret" not in str(failure.value)


async def test_a_slow_line_may_take_longer_for_a_take_than_for_an_answer() -> None:
    async def slow(request: web.Request) -> web.Response:
        wanted = request.http_range
        size = (wanted.stop or 0) - (wanted.start or 0)
        await asyncio.sleep(0.3 * size / WINDOW)
        span = f"bytes {wanted.start}-{(wanted.stop or 0) - 1}/{4 * WINDOW}"
        headers = {"Content-Range": span, "ETag": '"a"', "Last-Modified": "Wed, 21 Oct 2015 07:28:00 GMT"}
        return web.Response(status=206, body=bytes(size), headers=headers)

    app = web.Application()
    app.router.add_get("/b/l1/a.mp4", slow)
    async with TestServer(app) as server:
        keys = {"bucket": "b", "access_key": "k", "secret_key": "secret", "timeout_s": 1}
        endpoint = f"http://127.0.0.1:{server.port}"
        store = S3Store(S3.model_validate({**keys, "endpoint": endpoint}))
        assert len(await content(store, "l1/a.mp4", 0, 4 * WINDOW)) == 4 * WINDOW


async def test_no_name_leads_out_of_a_local_store(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed):
        await content(LocalStore(tmp_path / "store"), "../secret")
