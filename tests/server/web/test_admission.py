"""Every route about a recording asks who may: a walk through the route table itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiohttp import ClientResponse

from server.library.publication import SCOPES
from server.web.app import ROUTES
from server.web.openapi import plain_path
from server.web.routes import Route
from tests.server.web.kept import Kept
from tests.support.site import Site, Visitor

ABOUT = ("/api/recordings/{recording}", "/api/resources/{recording}")
#: What is left of a recording in the trash to those who keep it: its words and its cover, in the list.
KEPT = ("/api/resources/", "/api/recordings/{recording}/cover.jpg")
#: By what is refused before the recording is asked for: the body, or a duty that nobody else has.
REFUSED = {(404, "no_such_recording"), (422, "invalid_field"), (403, "forbidden")}


def reading() -> Iterator[tuple[Route, str]]:
    """Every GET route about a recording, with its address for `{recording}`."""
    for route in ROUTES:
        if route.method == "GET" and route.path.startswith(ABOUT):
            yield route, route.path


def changing() -> Iterator[Route]:
    return (route for route in ROUTES if route.method != "GET" and route.path.startswith(ABOUT))


def address(path: str, kept: Kept, recording: str | None = None) -> str:
    """The path with the names of a rural classroom's camera in it: what is left out first."""
    parts = {
        "recording": recording or kept.id,
        "take": f"{kept.rural}-camera-video-0001",
        "source": f"{kept.rural}-camera",
        "name": f"{kept.rural}-camera-video-0001-1",
        "kind": "mp4",
    }
    return re.sub(r"\{(\w+)\}", lambda part: parts.get(part[1], "nothing"), plain_path(path))


async def code(answer: ClientResponse) -> str:
    return "" if answer.ok else (await answer.json())["error"]["code"]


async def answers(visitor: Visitor, kept: Kept, recording: str | None = None) -> dict[str, tuple[int, str]]:
    """Status and error code of every reading route."""
    found = {}
    for route, path in reading():
        answer = await visitor.get(address(path, kept, recording))
        found[route.path] = (answer.status, await code(answer))
    return found


def test_the_walk_has_somewhere_to_go() -> None:
    assert len(list(reading())) > 10
    assert len(list(changing())) > 8


async def test_a_private_recording_is_there_for_nobody_else_on_any_route(site: Site, kept: Kept) -> None:
    wang, visitor = await site.signed_in("wang"), site.visitor()
    assert set((await answers(wang, kept)).values()) == {(404, "no_such_recording")}
    assert set((await answers(visitor, kept)).values()) == {(401, "not_signed_in")}
    for route in changing():
        body = {} if route.body else None
        answer = await wang.ask(route.method, address(route.path, kept), json=body)
        assert (answer.status, await code(answer)) in REFUSED, route.path


async def test_a_recording_that_does_not_exist_is_nowhere(site: Site, kept: Kept) -> None:
    assert set((await answers(kept.li, kept, "aaaaaaaaaaaa")).values()) == {(404, "no_such_recording")}


async def test_no_answer_tells_of_what_does_not_go_along(site: Site, kept: Kept) -> None:
    await kept.publish("public")
    for visitor in (await site.signed_in("wang"), site.visitor()):
        for route, path in reading():
            answer = await visitor.get(address(path, kept))
            assert answer.status < 500, route.path
            if answer.ok:
                told = await answer.read()
                for trace in (f"{kept.rural}-camera", f"{kept.rural}/camera", "pupils-video", "老师好"):
                    assert trace.encode() not in told, (route.path, trace)


async def test_a_withdrawn_recording_is_gone_on_every_route(site: Site, kept: Kept) -> None:
    wang = await site.signed_in("wang")
    await kept.publish("public")
    await kept.withdraw()
    assert set((await answers(wang, kept)).values()) == {(404, "no_such_recording")}


async def test_nothing_of_a_recording_in_the_trash_is_served(site: Site, kept: Kept) -> None:
    await kept.publish("public")
    await kept.li.post(f"{kept.resource}/trash")
    assert set((await answers(await site.signed_in("wang"), kept)).values()) == {(404, "no_such_recording")}
    for path, answer in (await answers(kept.li, kept)).items():
        assert answer == (410, "recording_trashed") or path.startswith(KEPT), path


#: One reading route for each act that has one.
ACTS = {
    "watch": "/api/recordings/{recording}",
    "export": "/api/recordings/{recording}/exports",
    "edit": "/api/resources/{recording}/versions",
    "publish": "/api/resources/{recording}/publication",
    "audit": "/api/resources/{recording}/audit",
    "forget": "/api/resources/{recording}/forget",
}
KEEPERS, OVERSEERS = set(ACTS), {"watch", "export"}
#: What each may do in their own right, and from which scope on the recording is published to them.
WHO = {
    "operator": (KEEPERS, None),
    "li": (KEEPERS, None),
    "zhou": (KEEPERS, None),
    "chen": (OVERSEERS, None),
    "wang": (set(), "school"),
    "yang": (set(), "school"),
    "visitor": (set(), "public"),
}


async def test_the_table_of_who_may_do_what_in_which_scope(site: Site, kept: Kept) -> None:
    people = {"operator": site.operator(), "visitor": site.visitor(), "li": kept.li}
    people |= {login: await site.signed_in(login) for login in WHO if login not in people}
    for scope in (None, "class", "school", "public"):
        if scope is not None:
            await kept.publish(scope)
        for who, (own, since) in WHO.items():
            published = scope is not None and since is not None and SCOPES.index(scope) >= SCOPES.index(since)
            allowed = own | ({"watch"} if published else set())
            for act, path in ACTS.items():
                answer = await people[who].get(address(path, kept))
                assert (answer.status == 200) == (act in allowed), (who, act, scope, answer.status)
