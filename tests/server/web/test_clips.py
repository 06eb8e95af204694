"""Clips, reels and links: cut without a copy, played without the rest, shared and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from server.data import audit, cues, resources
from server.web.sharing import OPENINGS
from signaling.cues import Cue
from signaling.tools.courseware.cues import ClipPlayed, PageShown
from tests.server.web.conftest import TAKE, Recorded
from tests.support.courseware import shelve
from tests.support.site import Site, Visitor

HOUR = 3600


class Shared:
    """A clip of `chen`, from 2.3 s to 3.4 s of a take of six fragments."""

    def __init__(self, site: Site, recorded: Recorded) -> None:
        self.site, self.recorded = site, recorded
        self.clip: dict[str, Any] = {}
        self.chen: Visitor

    async def cut(self, **fields: Any) -> dict[str, Any]:
        self.chen = await self.site.signed_in("chen")
        body = {"title": "追问", "from_ms": 2300, "to_ms": 3400, **fields}
        self.clip = await (await self.chen.post(f"{self.recorded.url}/clips", body)).json()
        return self.clip

    @property
    def url(self) -> str:
        return f"/api/clips/{self.clip['id']}"

    async def link(self, **fields: Any) -> dict[str, Any]:
        made: dict[str, Any] = await (await self.chen.post(f"{self.url}/links", fields)).json()
        return made

    def bearer(self, link: dict[str, Any]) -> Visitor:
        return self.site.visitor(**{"X-Share-Token": link["path"].removeprefix("/c/")})


@pytest.fixture
def shared(site: Site, recorded: Recorded) -> Shared:
    recorded.take(fragments=6)
    site.now += 60
    return Shared(site, recorded)


async def code(who: Visitor, path: str, **options: Any) -> str:
    answer = await who.get(path, **options)
    if answer.status < 400:
        return "ok"
    return str((await answer.json())["error"]["code"])


async def test_a_link_plays_the_span_without_an_account_and_nothing_else(shared: Shared) -> None:
    await shared.cut()
    bearer = shared.bearer(await shared.link())
    opened = await (await bearer.get("/api/shared")).json()
    assert [(each["title"], each["recording"], each["owner"]) for each in opened["clips"]] == [
        ("追问", None, None)
    ]
    found = await (await bearer.get(shared.url)).json()
    assert (found["manifest"]["title"], found["manifest"]["lesson"]) == ("追问", shared.clip["id"])
    index = await (await bearer.get(f"{shared.url}/takes/{TAKE}.json")).json()
    assert [fragment[2] for fragment in index["fragments"]] == [2000, 3000]
    assert await code(bearer, shared.recorded.url) == "not_signed_in"


async def test_a_flood_of_openings_is_counted_and_a_few_lines_of_the_audit(shared: Shared) -> None:
    await shared.cut()
    bearer = shared.bearer(await shared.link())
    shared.site.server.app[OPENINGS]._burst = 2
    for _ in range(5):
        assert (await bearer.get("/api/shared")).status == 200
    async with shared.site.database.session() as session:
        noted = [each for each in await audit.entries(session) if each.action == "open_link"]
    [link] = (await (await shared.chen.get(f"{shared.url}/links")).json())["links"]
    assert (len(noted), link["opened"]) == (2, 5)


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ("bytes=0-99", 206),
        ("bytes=2100-4099", 206),
        ("bytes=2100-", 404),
        ("bytes=-10", 404),
        ("bytes=0-5000", 404),
        ("bytes=1100-2099", 404),
        ("nonsense", 404),
        ("", 404),
    ],
)
async def test_only_bytes_of_the_span_are_sent(shared: Shared, wanted: str, status: int) -> None:
    await shared.cut()
    headers = {"Range": wanted} if wanted else {}
    answer = await shared.chen.get(f"{shared.url}/takes/{TAKE}.mp4", headers=headers)
    assert answer.status == status


async def test_no_condition_brings_more_of_the_file(shared: Shared) -> None:
    await shared.cut()
    headers = {"Range": "bytes=0-99", "If-Range": '"another-version"'}
    assert (await shared.chen.get(f"{shared.url}/takes/{TAKE}.mp4", headers=headers)).status == 404


async def test_a_link_is_refused_when_it_was_taken_back_or_has_expired(shared: Shared) -> None:
    await shared.cut()
    first, second = await shared.link(days=1), await shared.link(days=2)
    assert (await shared.chen.ask("DELETE", f"/api/links/{first['id']}")).status == 200
    for path in ("/api/shared", shared.url, f"{shared.url}/cues", f"{shared.url}/takes/{TAKE}.json"):
        assert await code(shared.bearer(first), path) == "link_gone"
        assert await code(shared.bearer(second), path) == "ok"
    shared.site.now += 49 * HOUR
    assert await code(shared.bearer(second), shared.url) == "link_gone"
    assert await code(shared.site.visitor(**{"X-Share-Token": "guessed"}), "/api/shared") == "link_gone"


async def test_a_link_for_people_asks_for_an_account(shared: Shared) -> None:
    await shared.cut()
    link = await shared.link(scope="signed_in")
    assert await code(shared.bearer(link), "/api/shared") == "not_signed_in"
    wang = await shared.site.signed_in("wang")
    token = {"X-Share-Token": link["path"].removeprefix("/c/")}
    assert await code(wang, shared.url, headers=token) == "ok"
    assert await code(wang, shared.url) == "no_such_recording"


async def test_pupils_are_left_out_of_a_link_as_of_a_publication(shared: Shared) -> None:
    lesson = await shared.site.lesson("古诗三首")
    rural = f"{lesson['classrooms'][0]['id']}-camera-video-0001"
    shared.recorded.take(rural, fragments=6)
    await shared.cut()
    bearer = shared.bearer(await shared.link())
    seen = [
        [take["take"] for take in (await (await who.get(shared.url)).json())["manifest"]["takes"]]
        for who in (shared.chen, bearer)
    ]
    assert sorted(seen[0]) == sorted([rural, TAKE]) and seen[1] == [TAKE]
    assert await code(bearer, f"{shared.url}/takes/{rural}.json") == "no_such_take"


async def test_nothing_of_a_withdrawn_or_trashed_recording_is_linked(shared: Shared) -> None:
    await shared.cut()
    bearer = shared.bearer(await shared.link())
    async with shared.site.database.session() as session:
        found = await resources.of_recording(session, shared.recorded.id)
        assert found is not None
        found.published_at = 1
    assert await code(bearer, shared.url) == "link_gone"
    assert (await shared.link())["error"]["code"] == "withdrawn"


async def test_a_link_ends_with_the_right_of_whoever_made_it(shared: Shared) -> None:
    await shared.cut()
    bearer = shared.bearer(await shared.link())
    async with shared.site.database.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM duty_grant")
    assert await code(bearer, shared.url) == "link_gone"


async def test_an_opened_link_is_counted_and_told_to_the_owner(shared: Shared) -> None:
    await shared.cut()
    bearer = shared.bearer(await shared.link())
    await bearer.get("/api/shared")
    await bearer.get(shared.url)
    links = (await (await shared.chen.get(f"{shared.url}/links")).json())["links"]
    assert [(each["opened"], "path" in each) for each in links] == [(1, False)]
    async with shared.site.database.session() as session:
        entries = [entry for entry in await audit.entries(session) if entry.action == "open_link"]
    assert [(entry.subject, entry.actor) for entry in entries] == [(shared.recorded.id, "anybody")]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"from_ms": 9, "to_ms": 9}, "invalid_field"),
        ({"to_ms": 600_000}, "bad_span"),
        ({"title": ""}, "invalid_field"),
    ],
)
async def test_what_is_no_span_is_not_cut(shared: Shared, fields: dict[str, Any], refused: str) -> None:
    assert (await shared.cut(**fields))["error"]["code"] == refused


async def test_a_clip_is_no_longer_than_allowed(shared: Shared) -> None:
    shared.site.now += 2 * HOUR
    assert (await shared.cut(from_ms=0, to_ms=31 * 60_000))["error"]["code"] == "clip_too_long"


async def test_whoever_may_only_watch_cuts_nothing(shared: Shared) -> None:
    wang = await shared.site.signed_in("wang")
    body = {"title": "追问", "from_ms": 0, "to_ms": 1000}
    assert (await wang.post(f"{shared.recorded.url}/clips", body)).status == 404


async def test_a_reel_plays_its_clips_in_order_by_one_link(shared: Shared) -> None:
    first = await shared.cut(title="甲")
    second = await shared.cut(title="乙")
    body = {"title": "集锦", "clips": [second["id"], first["id"]]}
    reel = await (await shared.chen.post("/api/reels", body)).json()
    link = await (await shared.chen.post(f"/api/reels/{reel['id']}/links", {})).json()
    opened = await (await shared.bearer(link).get("/api/shared")).json()
    assert (opened["kind"], [each["title"] for each in opened["clips"]]) == ("reel", ["乙", "甲"])
    assert await code(shared.bearer(link), f"/api/clips/{first['id']}") == "ok"
    shorter = await shared.chen.ask("PUT", f"/api/reels/{reel['id']}", json=body | {"clips": [second["id"]]})
    assert len((await shorter.json())["clips"]) == 1
    assert await code(shared.bearer(link), f"/api/clips/{first['id']}") == "no_such_clip"


async def test_a_deleted_clip_leaves_its_reels_and_links(shared: Shared) -> None:
    await shared.cut()
    link = await shared.link()
    reel = await (
        await shared.chen.post("/api/reels", {"title": "集锦", "clips": [shared.clip["id"]]})
    ).json()
    assert (await shared.chen.ask("DELETE", shared.url)).status == 200
    assert (await (await shared.chen.get(f"/api/reels/{reel['id']}")).json())["clips"] == []
    assert await code(shared.bearer(link), "/api/shared") == "link_gone"


async def test_clips_and_reels_of_others_are_not_found(shared: Shared) -> None:
    await shared.cut()
    zhou = await shared.site.signed_in("zhou")
    assert (await zhou.post(f"{shared.url}/links", {})).status == 404
    assert (await zhou.post("/api/reels", {"title": "集锦", "clips": [shared.clip["id"]]})).status == 404
    assert len((await (await zhou.get(f"{shared.recorded.url}/clips")).json())["clips"]) == 1


async def test_a_link_brings_the_slides_of_its_span_and_no_others(shared: Shared) -> None:
    lesson = shared.recorded.lesson
    shown, other = [await shelve(shared.site, lesson, name) for name in ("a", "b")]
    start = shared.recorded.started_at
    page = Cue(n=1, at=start + 2500, event=PageShown(document=shown["id"], page=1))
    async with shared.site.database.session() as session:
        await cues.append(session, lesson, [page])
    await shared.cut()
    bearer = shared.bearer(await shared.link())
    paths = [f"/api/lessons/{lesson}/courseware/{each['id']}/files/page-0001.webp" for each in (shown, other)]
    assert [await code(bearer, path) for path in paths] == ["ok", "no_such_lesson"]
    assert await code(bearer, paths[0].replace("page-0001", "page-0002")) == "no_such_lesson"
    assert await code(bearer, paths[0].replace("page-0001.webp", "text.json")) == "no_such_lesson"
    assert await code(shared.site.visitor(), paths[0]) == "not_signed_in"


@pytest.fixture
async def film(shared: Shared) -> str:
    """A clip in which a film is played; where its file lies."""
    lesson, start = shared.recorded.lesson, shared.recorded.started_at
    shown = await shelve(shared.site, lesson, "film", "clip.mp4")
    played = Cue(n=1, at=start + 2500, event=ClipPlayed(document=shown["id"], position_ms=0, starts_at=0))
    async with shared.site.database.session() as session:
        await cues.append(session, lesson, [played])
    await shared.cut()
    return f"/api/lessons/{lesson}/courseware/{shown['id']}/files/clip.mp4"


async def test_a_browser_plays_the_films_of_a_clip_by_a_cookie_of_the_link(shared: Shared, film: str) -> None:
    link, browser = await shared.link(), shared.site.visitor()
    token = {"X-Share-Token": link["path"].removeprefix("/c/")}
    assert (await browser.post(f"{shared.url}/reading")).status == 401
    lent = await browser.post(f"{shared.url}/reading", headers=token)
    [cookie] = lent.cookies.values()
    assert cookie["path"] == film.partition("/" + film.split("/")[5])[0]
    assert (await browser.get(film, headers={"Range": "bytes=0-9"})).status == 206
    assert await code(browser, shared.url) == "not_signed_in"
    await shared.chen.ask("DELETE", f"/api/links/{link['id']}")
    assert await code(browser, film) == "not_signed_in"


async def test_films_of_two_clips_play_beside_each_other_whose_links_are_open_in_two_tabs(
    shared: Shared, film: str
) -> None:
    link, browser = await shared.link(), shared.site.visitor()
    with_film = shared.url
    await shared.cut(from_ms=2000, to_ms=2400)
    for url, each in ((with_film, link), (shared.url, await shared.link())):
        token = {"X-Share-Token": each["path"].removeprefix("/c/")}
        assert (await browser.post(f"{url}/reading", headers=token)).status == 200
    assert await code(browser, film) == "ok"


async def test_a_cookie_of_a_dead_link_takes_nothing_from_whoever_may_watch(
    shared: Shared, film: str
) -> None:
    link, li = await shared.link(), await shared.site.signed_in("li")
    token = {"X-Share-Token": link["path"].removeprefix("/c/")}
    assert (await li.post(f"{shared.url}/reading", headers=token)).status == 200
    await shared.chen.ask("DELETE", f"/api/links/{link['id']}")
    assert await code(li, film) == "ok"


@pytest.mark.parametrize(
    ("span", "served"), [((2300, 2450), False), ((2300, 2600), True), ((2800, 3400), True)]
)
async def test_a_film_is_linked_by_clips_alone_in_which_it_is_seen(
    shared: Shared, film: str, span: tuple[int, int], served: bool
) -> None:
    await shared.cut(from_ms=span[0], to_ms=span[1])
    bearer = shared.bearer(await shared.link())
    assert await code(bearer, film) == ("ok" if served else "no_such_lesson")


async def test_the_table_of_who_is_served_what_of_a_clip(shared: Shared, film: str) -> None:
    good, gone, people = await shared.link(), await shared.link(), await shared.link(scope="signed_in")
    await shared.chen.ask("DELETE", f"/api/links/{gone['id']}")
    yang = await shared.site.signed_in("yang")
    tokens = {id(link): {"X-Share-Token": link["path"].removeprefix("/c/")} for link in (good, gone, people)}
    span = [shared.url, f"{shared.url}/cues", f"{shared.url}/takes/{TAKE}.json", film]
    rest = [shared.recorded.url, f"{shared.recorded.url}/cues", f"{shared.recorded.url}/takes/{TAKE}.json"]
    table: list[tuple[Visitor, dict[str, str], list[str]]] = [
        (shared.site.visitor(), {}, []),
        (shared.site.visitor(), tokens[id(good)], span),
        (shared.site.visitor(), tokens[id(gone)], []),
        (shared.site.visitor(), tokens[id(people)], []),
        # Of one of the lesson's schools: its courseware is theirs anyhow.
        (yang, {}, [film]),
        (yang, tokens[id(good)], span),
        (yang, tokens[id(gone)], []),
        (yang, tokens[id(people)], span),
        (await shared.site.signed_in("li"), {}, span + rest),
        (shared.chen, {}, span + rest),
        (shared.site.operator(), {}, span + rest),
    ]
    for line, (who, headers, served) in enumerate(table):
        for path in span + rest:
            assert (await code(who, path, headers=headers) == "ok") == (path in served), (line, path)
