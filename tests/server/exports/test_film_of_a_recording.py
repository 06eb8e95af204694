"""A film goes in, is watched as a recording, and comes out again as a film: in step, with its words."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from tests.support.bringing import job_ended, send_film, taken_in
from tests.support.clip import make_clip
from tests.support.film import offsets_ms
from tests.support.site import Site

SECONDS = 4


async def test_a_film_goes_in_and_comes_out_in_step(site: Site, tmp_path: Path) -> None:
    teacher = await site.signed_in("li")
    film = make_clip(tmp_path / "旧课.mp4", "libx264", "aac", SECONDS, preset="medium")
    card = await taken_in(teacher, await send_film(teacher, film, subject="语文"))
    assert (card["state"], card["title"]) == ("ready", "旧课")
    address = f"/api/recordings/{card['recording']}/exports"
    made = await (await teacher.post(address, {"watermark": True})).json()
    job = await job_ended(teacher, made["job"]["id"])
    assert job["state"] == "done", job
    [shown] = (await (await teacher.get(address)).json())["exports"]
    out = tmp_path / "out.mp4"
    # Whoever has the signed address needs no account.
    answer = await site.visitor().get(shown["file"])
    assert "filename*=UTF-8''%E6%97%A7%E8%AF%BE.mp4" in answer.headers["Content-Disposition"]
    out.write_bytes(await answer.read())
    assert max(map(abs, offsets_ms(out))) < 80
    with av.open(str(out)) as found:
        video = found.streams.video[0]
        assert (video.width, video.height, video.average_rate) == (1280, 720, 25)
        assert found.chapters()[0]["metadata"]["title"] == "Beginning"
        assert found.duration == pytest.approx(SECONDS * av.time_base, abs=100_000)
