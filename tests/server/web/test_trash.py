"""The trash can, the audit of a recording, and deleting a classroom from one."""

from __future__ import annotations

import pytest

from server.web.keeping import KEEPING
from tests.server.web.conftest import Recorded
from tests.server.web.kept import Kept
from tests.support.site import Site


async def test_what_is_in_the_trash_is_there_for_nobody_until_it_is_restored(site: Site, kept: Kept) -> None:
    await kept.publish("public")
    li, wang = kept.li, await site.signed_in("wang")
    assert (await li.post(f"{kept.resource}/trash")).status == 200
    assert [(await who.get(kept.url)).status for who in (li, wang, site.visitor())] == [410, 404, 401]
    assert (await (await li.get("/api/recordings")).json())["recordings"] == []
    assert (await li.post(f"{kept.resource}/restore")).status == 200
    assert [(await who.get(kept.url)).status for who in (li, wang, site.visitor())] == [200, 200, 200]


async def test_the_trash_shows_what_one_may_restore(site: Site, kept: Kept) -> None:
    await kept.li.post(f"{kept.resource}/trash")
    found = {}
    for login in ("zhou", "chen", "wang"):
        found[login] = await (await (await site.signed_in(login)).get("/api/trash")).json()
    assert [found[login]["total"] for login in ("zhou", "chen", "wang")] == [1, 0, 0]
    entry = found["zhou"]["entries"][0]
    assert (entry["recording"], entry["teacher"], entry["title"]) == (kept.id, "李文静", "古诗三首")
    assert entry["removed_after"] - entry["trashed_at"] == 30 * 86_400_000


async def test_a_lesson_that_runs_is_not_thrown_away(site: Site, recorded: Recorded) -> None:
    li = await site.signed_in("li")
    answer = await li.post(f"/api/resources/{recorded.id}/trash")
    assert (answer.status, (await answer.json())["error"]["code"]) == (409, "recording_running")


async def test_a_page_that_cannot_be_is_refused(site: Site) -> None:
    li = await site.signed_in("li")
    for page in ("0", "x", "-1", "1000000000"):
        assert (await li.get(f"/api/trash?page={page}")).status == 422


async def test_the_owner_reads_who_has_looked_who_has_watched_and_what_was_done(
    site: Site, kept: Kept
) -> None:
    await kept.publish("public")
    chen, visitor = await site.signed_in("chen"), site.visitor()
    for who in (chen, visitor):
        await who.get(kept.url)
    await visitor.post(f"{kept.url}/watching")
    found = await (await kept.li.get(f"{kept.resource}/audit")).json()
    lines = [(entry["by"], entry["action"]) for entry in found["entries"]]
    assert lines == [
        ("a visitor without an account", "watch_recording"),
        ("a visitor without an account", "view_recording"),
        ("陈立", "view_recording"),
        ("李文静", "publish_recording"),
    ]
    assert (await chen.get(f"{kept.resource}/audit")).status == 403


async def test_a_classroom_is_deleted_from_the_folder_and_the_manifest_says_so(
    site: Site, kept: Kept
) -> None:
    li = kept.li
    wanted = {"member": kept.rural, "reason": "家长要求"}
    done = await (await li.post(f"{kept.resource}/forget", wanted)).json()
    assert (done["takes"], done["done_at"] is not None) == (2, True)
    assert not [path for path in kept.recorded.folder.rglob("*") if kept.rural in path.name]
    found = (await (await li.get(kept.url)).json())["manifest"]
    assert [note["takes"] for note in found["removed"]] == [
        [f"{kept.rural}-camera-{kind}-0001" for kind in ("audio", "video")]
    ]
    assert all(kept.rural not in take["take"] for take in found["takes"])
    assert len(found["takes"]) == 3


async def test_pictures_alone_can_be_deleted_and_the_rest_is_still_offered(site: Site, kept: Kept) -> None:
    li, path = kept.li, f"{kept.resource}/forget"
    await li.post(path, {"member": kept.rural, "reason": "家长要求", "what": "pictures"})
    await li.post(path, {"member": kept.teacher, "reason": "家长要求", "what": "pupils_camera"})
    found = await (await li.get(path)).json()
    takes = {member["member"]: (member["takes"], member["pupils_camera"]) for member in found["members"]}
    assert takes[kept.rural] == (1, False)
    left = ["rural-camera-audio", "teacher-camera-audio", "teacher-camera-video"]
    assert sorted(await kept.takes(li)) == left
    done = {(each["name"], each["what"], each["reason"]) for each in found["forgotten"]}
    assert done == {("松坪三年级(1)班", "pictures", "家长要求"), ("李文静", "pupils_camera", "家长要求")}


async def test_forgetting_that_a_crash_broke_off_goes_on_at_the_next_start(
    site: Site, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise OSError("the disk is gone")

    li, keeping = kept.li, site.server.app[KEEPING]
    with monkeypatch.context() as broken:
        broken.setattr("media.recording.manifest.write", dies)
        wanted = {"member": kept.rural, "reason": "家长要求"}
        done = await (await li.post(f"{kept.resource}/forget", wanted)).json()
    assert done["done_at"] is None
    await keeping.round()
    found = (await (await li.get(kept.url)).json())["manifest"]
    assert [note["takes"] for note in found["removed"]] == [
        [f"{kept.rural}-camera-{kind}-0001" for kind in ("audio", "video")]
    ]


async def test_who_may_have_a_classroom_forgotten(site: Site, kept: Kept) -> None:
    path, wanted = f"{kept.resource}/forget", {"member": kept.rural, "reason": "家长要求"}
    assert (await kept.li.post(path, wanted | {"member": "nobody"})).status == 404
    for login, status in (("wang", 404), ("chen", 403), ("zhou", 200)):
        assert (await (await site.signed_in(login)).post(path, wanted)).status == status
