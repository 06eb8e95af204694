"""Old recordings come into the library from a folder, as often as one likes."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from tests.support.clip import make_clip
from tests.support.site import SECRET, Site


@pytest.fixture
def site_environment() -> dict[str, str]:
    return {"TONGKE_SECRET__KEY": SECRET}


async def run(site: Site, *words: str) -> Result:
    environ = {
        "TONGKE_SECRET__KEY": SECRET,
        "TONGKE_DATA__FOLDER": str(site.context.settings.data.folder),
        "TONGKE_HTTP__PORT": str(site.server.port),
    }
    return await asyncio.to_thread(CliRunner().invoke, main, words, env=environ)


@pytest.fixture(autouse=True)
def clock_of_the_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.cli.client.time.time", lambda: site.now)
    monkeypatch.setattr("server.cli.imports._POLL_S", 0.1)


async def test_folder_comes_in_once_and_a_broken_film_holds_up_no_other(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "films"
    (folder / "2019").mkdir(parents=True)
    make_clip(folder / "2019" / "古诗.mp4", "libx264", "aac", 1)
    (folder / "broken.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"nonsense" * 100)
    shutil.copy(folder / "2019" / "古诗.mp4", folder / "copy.mp4")
    (folder / "notes.txt").write_text("no film")
    first = await run(site, "recordings", "import", str(folder), "--subject", "语文", "--json")
    assert first.exit_code == 1
    states = {Path(each["file"]).name: each["state"] for each in json.loads(first.stdout)}
    assert states == {"古诗.mp4": "ready", "broken.mp4": "failed", "copy.mp4": "known"}
    (folder / "broken.mp4").unlink()
    again = await run(site, "recording", "import", str(folder), "--json")
    assert again.exit_code == 0
    assert {each["state"] for each in json.loads(again.stdout)} == {"known"}
    found = (await (await site.operator().get("/api/recordings")).json())["recordings"]
    assert [(each["lesson"]["title"], each["lesson"]["subject"]) for each in found if each["bytes"]] == [
        ("古诗", "语文")
    ]


async def test_jobs_are_listed_and_done_again(site: Site, tmp_path: Path) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"nonsense" * 100)
    await run(site, "recording", "import", str(tmp_path / "broken.mp4"))
    [job] = json.loads((await run(site, "job", "list", "--json")).stdout)
    assert (job["kind"], job["state"], job["error"]["code"]) == ("import", "failed", "damaged")
    again = await run(site, "job", "retry", job["id"], "--json")
    assert json.loads(again.stdout)["state"] in ("waiting", "running", "failed")
