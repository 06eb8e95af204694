"""The untouched takes leave the house as one ZIP, whose length is known before."""

from __future__ import annotations

import io
import json
import zipfile
from zipfile import ZipFile

from media.recording import manifest
from server.data import recordings
from tests.server.web.conftest import TAKE, Recorded
from tests.support.site import Site


async def finish(site: Site, recorded: Recorded) -> None:
    made = manifest.build(recorded.folder, title="古诗三首", started_at=recorded.started_at, ended_at=1)
    manifest.write(recorded.folder, made)
    async with site.database.session() as session:
        await recordings.finish(session, recorded.lesson, "ready", duration_ms=3000, size=3100)


async def test_zip_holds_takes_journals_manifest_and_cues(site: Site, recorded: Recorded) -> None:
    await finish(site, recorded)
    answer = await site.operator().get(f"{recorded.url}/takes.zip")
    data = await answer.read()
    assert answer.headers["Content-Length"] == str(len(data))
    with ZipFile(io.BytesIO(data)) as found:
        assert found.testzip() is None
        names = {name.partition("/")[2] for name in found.namelist()}
        assert names == {"manifest.json", "cues.jsonl", f"{TAKE}.mp4", f"{TAKE}.jsonl"}
        assert {each.compress_type for each in found.infolist()} == {zipfile.ZIP_STORED}
        take = found.read(f"{recorded.lesson}/{TAKE}.mp4")
        assert take == (recorded.folder / f"{TAKE}.mp4").read_bytes()
        told = json.loads(found.read(f"{recorded.lesson}/manifest.json"))
        assert [each["take"] for each in told["takes"]] == [TAKE]


async def test_recording_that_runs_is_refused_with_a_sentence(site: Site, recorded: Recorded) -> None:
    answer = await site.operator().get(f"{recorded.url}/takes.zip")
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (409, "recording_running")
    assert error["todo"]


async def test_whoever_may_not_download_gets_nothing(site: Site, recorded: Recorded) -> None:
    await finish(site, recorded)
    assert (await site.visitor().get(f"{recorded.url}/takes.zip")).status == 401


async def test_signed_address_opens_without_an_account(site: Site, recorded: Recorded) -> None:
    await finish(site, recorded)
    teacher = await site.signed_in("li")
    found = await (await teacher.get(f"{recorded.url}/exports")).json()
    assert (await site.visitor().get(found["takes"])).status == 200
    assert (await site.visitor().get(found["takes"] + "x")).status == 403
