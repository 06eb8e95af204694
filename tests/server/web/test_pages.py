"""The web client's files, and addresses inside the client."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.site import Site


@pytest.fixture
def site_environment(tmp_path: Path) -> dict[str, str]:
    client = tmp_path / "client"
    (client / "assets").mkdir(parents=True)
    (client / "index.html").write_text("<p>index")
    (client / "terminal.html").write_text("<p>terminal")
    (client / "favicon.svg").write_text("<svg/>")
    (client / "assets" / "index-3f2a.js").write_text("let a")
    (tmp_path / "secret.txt").write_text("secret")
    return {"TONGKE_HTTP__WEB_FOLDER": str(client)}


@pytest.mark.parametrize(
    "path", ["/", "/library", "/library/abc", "/lessons/abc/teach", "/signin?next=/library"]
)
async def test_every_address_of_the_client_is_its_page(site: Site, path: str) -> None:
    answer = await site.visitor().get(path)
    assert (answer.status, await answer.text(), answer.headers["Cache-Control"]) == (
        200,
        "<p>index",
        "no-cache",
    )


async def test_the_terminal_has_a_page_of_its_own(site: Site) -> None:
    assert await (await site.visitor().get("/terminal")).text() == "<p>terminal"


async def test_assets_are_kept_for_ever_and_other_files_asked_for_again(site: Site) -> None:
    visitor = site.visitor()
    asset = await visitor.get("/assets/index-3f2a.js")
    assert "immutable" in asset.headers["Cache-Control"]
    assert "javascript" in asset.headers["Content-Type"]
    assert (await visitor.get("/favicon.svg")).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/assets/gone.js", "/%2e%2e/secret.txt", "/assets/%2e%2e%2f%2e%2e%2fsecret.txt"]
)
async def test_what_is_no_file_of_the_client_is_404(site: Site, path: str) -> None:
    answer = await site.visitor().get(path)
    assert answer.status == 404
    assert "secret" not in await answer.text()


@pytest.mark.parametrize("path", ["/whip/lesson", "/api/lessons/x/start"])
async def test_a_get_where_only_a_post_is_meant_is_not_answered_with_a_page(site: Site, path: str) -> None:
    assert (await site.operator().get(path)).status in {404, 405}


async def test_a_client_that_is_not_built_is_said(site: Site, tmp_path: Path) -> None:
    (tmp_path / "client" / "index.html").unlink()
    answer = await site.visitor().get("/")
    assert answer.status == 503
    assert "make setup" in await answer.text()
