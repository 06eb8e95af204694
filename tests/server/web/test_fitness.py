"""The self-audit is served in words, to whoever may watch."""

from __future__ import annotations

from tests.server.web.conftest import Recorded
from tests.support.site import Site


async def test_the_verdict_comes_with_reasons_in_the_readers_words(site: Site, recorded: Recorded) -> None:
    recorded.take("u3-camera-audio-0001", codec="opus")
    teacher = await site.signed_in("li")
    found = await (await teacher.get(f"{recorded.url}/fitness")).json()
    assert found["verdict"] == "flawed"
    assert {reason["code"] for reason in found["reasons"]} == {"still_recording", "very_short"}
    assert "3 seconds" in next(each["words"] for each in found["reasons"] if each["code"] == "very_short")
    chinese = await (
        await teacher.get(f"{recorded.url}/fitness", headers={"Accept-Language": "zh-CN"})
    ).json()
    assert "3 秒" in next(each["words"] for each in chinese["reasons"] if each["code"] == "very_short")


async def test_every_track_is_listed(site: Site, recorded: Recorded) -> None:
    recorded.take("u3-camera-audio-0001", codec="opus")
    found = await (await site.operator().get(f"{recorded.url}/fitness")).json()
    assert [(each["source"], each["kind"], each["expected_ms"]) for each in found["tracks"]] == [
        ("u3/camera", "audio", 3000),
        ("u3/camera", "video", 3000),
    ]
    assert (found["tracks"][0]["basis"], len(found["not_judged"])) == ("unknown", 2)


async def test_whoever_may_not_watch_learns_nothing(site: Site, recorded: Recorded) -> None:
    assert (await site.visitor().get(f"{recorded.url}/fitness")).status == 401
