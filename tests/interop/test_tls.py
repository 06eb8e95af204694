"""The whole server on TLS of its own: its worker finds it, and strangers publish and watch over https."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from server.tls import ensure_certificate
from tests.support.authority import Authority
from tests.support.server import running_server
from tests.support.waiting import until
from tests.support.whip import Player, connect, publisher

pytestmark = pytest.mark.interop


def certificate(kind: str, folder: Path) -> tuple[Path, Path]:
    if kind == "issued":
        return Authority().issue(folder, "tongke.example")
    return ensure_certificate(folder, ["tongke.example"], datetime.datetime.now(datetime.UTC))


@pytest.mark.parametrize("kind", ["issued", "self-made"])
async def test_a_lesson_is_published_and_watched_over_https(tmp_path: Path, kind: str) -> None:
    chain, key = certificate(kind, tmp_path)
    tls = {"TONGKE_HTTP__TLS_CERT": str(chain), "TONGKE_HTTP__TLS_KEY": str(key)}
    async with running_server(tmp_path, **tls) as server:
        assert server.url.startswith("https://127.0.0.1:")
        lesson, player = await server.lesson(), Player()
        await server.ask("POST", f"/api/lessons/{lesson}/start")
        teacher = await server.ticket(lesson, "master", "teacher")
        viewer = await server.ticket(lesson, "observer", "inspector")
        async with publisher(server.http, f"{server.url}/whip/{lesson}", teacher):
            await connect(player.pc, server.http, f"{server.url}/whep/{lesson}", viewer)
            await until(lambda: player.frames["video"] > 15 and player.frames["audio"] > 50, 20)
        await player.close()
