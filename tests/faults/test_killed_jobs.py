"""A server that dies in the middle of a film, coming in or going out, does it again when it is back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import av
import pytest

from media import clock
from server.auth.tokens import operator_token
from tests.support.clip import make_clip
from tests.support.courseware import OFFSET, TUS, metadata
from tests.support.film import offsets_ms
from tests.support.server import SECRET, TestServer, running_server
from tests.support.waiting import eventually

pytestmark = [pytest.mark.faults, pytest.mark.long]

SECONDS = 12


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[TestServer]:
    async with running_server(tmp_path / "data") as running:
        yield running


async def test_films_that_a_kill_interrupts_are_finished(server: TestServer, tmp_path: Path) -> None:
    film = await asyncio.to_thread(to_be_converted, tmp_path / "旧课.mp4")
    brought = await bring(server, film)
    await killed_in_the_middle(server, await job_of(server, brought))
    card = await ended(server, f"/api/imports/{brought}", "ready")
    address = f"/api/recordings/{card['recording']}/exports"
    made = (await server.ask("POST", address, {"watermark": True}))["job"]["id"]
    await killed_in_the_middle(server, made)
    await ended(server, f"/api/jobs/{made}", "done")
    [shown] = (await server.ask("GET", address))["exports"]
    async with server.http.get(f"{server.url}{shown['file']}") as answer:
        (tmp_path / "out.mp4").write_bytes(await answer.read())
    assert max(map(abs, offsets_ms(tmp_path / "out.mp4"))) < 80
    with av.open(str(tmp_path / "out.mp4")) as found:
        assert found.duration == pytest.approx(SECONDS * av.time_base, abs=100_000)
    for folder in ("imports", "exports"):
        assert not list((tmp_path / "data" / folder / "work").iterdir()), "what was begun is cleared away"


def to_be_converted(path: Path) -> Path:
    """Four colours where terminals know two: no film that is taken as it is."""
    return make_clip(path, "libx264", "aac", SECONDS, pix_fmt="yuv422p", profile="high422")


async def bring(server: TestServer, film: Path) -> str:
    """Send it whole; the import's id."""
    data = await asyncio.to_thread(film.read_bytes)
    own = {"Authorization": f"Bearer {operator_token(SECRET, clock.now())}"}
    said = TUS | own | {"Upload-Length": str(len(data)), "Upload-Metadata": metadata(film.name)}
    async with server.http.post(f"{server.url}/api/imports", headers=said) as answer:
        place = answer.headers["Location"]
    headers = TUS | OFFSET | own | {"Upload-Offset": "0"}
    async with server.http.patch(f"{server.url}{place}", headers=headers, data=data) as answer:
        assert answer.status == 204
    return place.split("/")[-2]


async def job_of(server: TestServer, brought: str) -> str:
    card = await server.ask("GET", f"/api/imports/{brought}")
    return str(card["job"]["id"])


async def killed_in_the_middle(server: TestServer, job: str) -> None:
    async def begun() -> bool:
        card = await server.ask("GET", f"/api/jobs/{job}")
        assert card["state"] in ("waiting", "running"), "it was too fast to be interrupted"
        return bool(card["progress"] > 0)

    await eventually(begun, 30)
    await server.kill_everything()
    await server.start()


async def ended(server: TestServer, address: str, state: str) -> dict[str, Any]:
    card: dict[str, Any] = {}

    async def has() -> bool:
        nonlocal card
        card = await server.ask("GET", address)
        assert card["state"] != "failed", card
        return bool(card["state"] == state)

    await eventually(has, 100)
    return card
