"""Where the demonstration runs, and what it tells the person."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from server.config import load
from server.demo import plan, welcome, world
from tests.support.site import SECRET


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"TONGKE_DATA__FOLDER": str(tmp_path), "TONGKE_HTTP__PORT": "0", "TONGKE_MEDIA__PORT": "0"}


def test_on_this_machine_alone_it_is_plain_http_on_localhost(environ: dict[str, str]) -> None:
    settings = plan.settings(None, 8123, environ)
    assert (settings.http.tls, welcome.base_url(settings)) == (False, "http://localhost:8123")


def test_with_a_host_it_speaks_tls_under_a_certificate_for_that_host(environ: dict[str, str]) -> None:
    settings = plan.settings("127.0.0.1", 8123, environ)
    assert settings.http.tls
    assert "fingerprint" in welcome.text(settings, SECRET)
    assert welcome.base_url(settings) == "https://127.0.0.1:8123"


@pytest.mark.parametrize("host", [None, "127.0.0.1"])
def test_the_servers_processes_find_what_was_chosen(environ: dict[str, str], host: str | None) -> None:
    chosen = plan.settings(host, 8123, environ)
    assert load(plan.write(chosen), plan.environment(chosen, environ)) == chosen


def test_a_port_in_use_is_said_with_what_to_do(environ: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = plan.settings(None, taken.getsockname()[1], environ)
        assert any("--port" in obstacle for obstacle in plan.obstacles(settings))


def test_a_client_that_is_not_built_is_said_with_what_to_do(environ: dict[str, str], tmp_path: Path) -> None:
    settings = plan.settings(None, None, {**environ, "TONGKE_HTTP__WEB_FOLDER": str(tmp_path)})
    assert "make setup" in plan.obstacles(settings)[0]


def test_everything_to_type_or_to_click_is_told(environ: dict[str, str]) -> None:
    settings = plan.settings(None, 8123, environ)
    said, text = welcome.facts(settings, SECRET), welcome.text(settings, SECRET)
    assert len(said["terminals"]) == 3
    for needed in (
        said["password"],
        said["teacher"],
        said["library"],
        *(entry["url"] for entry in said["terminals"]),
    ):
        assert needed in text
    assert [entry["login"] for entry in said["accounts"]] == [person.login for person in world.PEOPLE]


def test_every_installation_has_another_password() -> None:
    assert world.demo_password("one") != world.demo_password("two")
