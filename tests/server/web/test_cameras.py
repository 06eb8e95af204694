"""Cameras are registered by administrators, looked at first, and their passwords never come out again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from server.data import audit
from server.demo import world
from tests.support.clip import make_clip
from tests.support.site import Site

ROOM = world.demo_id("liuxi classroom")


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    make_clip(folder / "clip.mp4", "libx264", "aac", 4, bf="0", g="25")
    return folder


@pytest.fixture
def site_environment(films: Path) -> dict[str, str]:
    return {"TONGKE_CAMERAS__FILES_FOLDER": str(films)}


def camera(**fields: Any) -> dict[str, Any]:
    return {
        "classroom": ROOM,
        "name": "黑板",
        "url": "rtsp://admin:geheim@127.0.0.1:9/1",
        "check": False,
    } | fields


async def test_a_camera_is_looked_at_and_registered(site: Site, films: Path) -> None:
    answer = await site.operator().post("/api/cameras", camera(url=f"file://{films}/clip.mp4", check=True))
    made = await answer.json()
    assert answer.status == 201, made
    assert made["checked"]["picture"]["converted"] is None
    assert made["checked"]["sound"]["converted"] == "codec"
    assert made["checked"]["words"][1] == "Sound AAC: converted to Opus"


async def test_the_list_shows_no_password(site: Site) -> None:
    operator = site.operator()
    made = await (await operator.post("/api/cameras", camera())).text()
    listed = await (await operator.get("/api/cameras")).text()
    assert "geheim" not in made + listed
    assert '"address":"rtsp://127.0.0.1:9/1"' in listed


async def test_the_database_keeps_no_password_to_read(site: Site) -> None:
    await site.operator().post("/api/cameras", camera())
    async with site.database.session() as session:
        kept = [entry.detail for entry in await audit.entries(session)]
    assert {"classroom": ROOM, "address": "rtsp://127.0.0.1:9/1"} in kept
    files = site.context.settings.data.folder.glob("tongke.db*")
    assert not any(b"geheim" in file.read_bytes() for file in files)


async def test_a_camera_that_can_not_be_reached_is_not_registered(site: Site) -> None:
    answer = await site.operator().post("/api/cameras", camera(check=True))
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (422, "camera_unreachable")
    assert "geheim" not in str(error)
    assert (await (await site.operator().get("/api/cameras")).json())["cameras"] == []


@pytest.mark.parametrize("url", ["http://127.0.0.1/1", "file:///etc/passwd", "nonsense"])
async def test_an_address_that_is_no_cameras_is_refused(site: Site, url: str) -> None:
    answer = await site.operator().post("/api/cameras/check", {"url": url})
    assert (answer.status, (await answer.json())["error"]["code"]) == (422, "camera_address")


async def test_a_classroom_has_one_camera_of_a_kind(site: Site) -> None:
    operator = site.operator()
    assert (await operator.post("/api/cameras", camera())).status == 201
    assert (await operator.post("/api/cameras", camera())).status == 409
    assert (await operator.post("/api/cameras", camera(kind="board"))).status == 201


@pytest.mark.parametrize(("kind", "sound"), [("camera", True), ("board", False)])
async def test_a_boards_sound_is_not_used_unless_it_is_wanted(site: Site, kind: str, sound: bool) -> None:
    made = await (await site.operator().post("/api/cameras", camera(kind=kind))).json()
    assert made["sound"] is sound


async def test_open_lessons_hear_of_a_camera_that_comes_or_goes(site: Site) -> None:
    operator, rooms = site.operator(), site.context.rooms
    made = await (await operator.post("/api/cameras", camera())).json()
    assert (await operator.ask("DELETE", f"/api/cameras/{made['id']}", json={})).status == 200
    assert rooms.cameras_asked == 2  # type: ignore[attr-defined]
    assert (await operator.ask("DELETE", f"/api/cameras/{made['id']}", json={})).status == 404


async def test_an_administrator_registers_cameras_of_own_schools(site: Site) -> None:
    zhou = await site.signed_in("zhou")
    assert (await zhou.post("/api/cameras", camera())).status == 201
    assert len((await (await zhou.get("/api/cameras")).json())["cameras"]) == 1


@pytest.mark.parametrize("login", ["li", "wang", "chen"])
async def test_nobody_else_may_register_check_or_see_them(site: Site, login: str) -> None:
    made = await (await site.operator().post("/api/cameras", camera(kind="board"))).json()
    person = await site.signed_in(login)
    assert (await person.post("/api/cameras", camera())).status == 403
    assert (await person.post("/api/cameras/check", {"url": "rtsp://127.0.0.1:9/1"})).status == 403
    assert (await person.post(f"/api/cameras/{made['id']}/check")).status == 404
    assert (await (await person.get("/api/cameras")).json())["cameras"] == []
