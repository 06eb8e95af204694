"""Every route of the interface, asked by strangers: a walk through the route table itself."""

from __future__ import annotations

import re
from typing import Any

import pytest

from server.data import people
from server.data.models import Duty, Grant, Region, School, ScopeKind, User
from server.web.app import ROUTES
from server.web.gate import Access
from server.web.openapi import plain_path
from server.web.routes import Route
from tests.server.web.kept import Kept
from tests.server.web.test_rounds import MA, RUBRIC
from tests.support.courseware import shelve
from tests.support.site import Site, Visitor

#: Without an account: what each of them asks for instead is tried where it is tested.
FOR_ANYBODY = {
    "POST /api/login",
    "POST /api/terminals/codes",
    "POST /api/terminals/codes/look",
    "POST /api/terminals/enter",
    "GET /api/enter",
    "POST /api/enter",
    "POST /api/checks",
    "POST /api/checks/{check}/result",
    "OPTIONS /api/lessons/{lesson}/uploads",
    "OPTIONS /api/imports",
    "GET /api/exports/{export}/file",
    "POST /api/answering/enter",
    "GET /api/answering/clock",
    "GET /api/answering/view",
    "GET /api/answering/stream",
    "POST /api/answering/answers",
    "GET /api/openapi.json",
    "GET /healthz",
    "GET /metrics",
}
#: What every teacher may do, with what is one's own: lists have nothing of others in them.
FOR_ONESELF = {
    "GET /api/me",
    "GET /api/lessons",
    "POST /api/lessons",
    "GET /api/terminals",
    "GET /api/recordings",
    "GET /api/library",
    "GET /api/library/terms",
    "GET /api/courses",
    "GET /api/collections",
    "POST /api/collections",
    "GET /api/trash",
    "GET /api/cameras",
    "GET /api/jobs",
    "GET /api/imports",
    "POST /api/imports",
    "GET /api/question-sets",
    "POST /api/question-sets",
    "GET /api/question-sets/template.xlsx",
    "GET /api/watch/classrooms",
    "GET /api/mentions",
    "POST /api/mentions/seen",
    "GET /api/people",
    "GET /api/rubrics",
    "POST /api/rubrics",
    "GET /api/rounds",
    "GET /api/clips",
    "GET /api/reels",
    "POST /api/reels",
}
CAMERA = "rtsp://127.0.0.1:9/1"
#: Bodies that are right, so that nothing but the right is missing.
BODIES: dict[str, dict[str, Any]] = {
    "POST /api/terminals": {"code": "ABC234", "classroom": "{member}"},
    "POST /api/collections": {"title": "x"},
    "PUT /api/collections/{collection}/recordings": {"recordings": []},
    "POST /api/collections/{collection}/recordings": {"recording": "{recording}"},
    "POST /api/lessons/{lesson}/entrance": {"guests": True},
    "POST /api/cameras": {
        "classroom": "{member}",
        "name": "x",
        "url": "rtsp://127.0.0.1:9/1",
        "check": False,
    },
    "POST /api/cameras/check": {"url": CAMERA},
    "PUT /api/lessons/{lesson}/courseware/order": {"documents": []},
    "PATCH /api/lessons/{lesson}/courseware/{document}": {"title": "x"},
    "POST /api/question-sets": {"title": "x", "questions": []},
    "PUT /api/question-sets/{set}": {"title": "x", "questions": []},
    "PUT /api/lessons/{lesson}/question-sets": {"sets": []},
    "POST /api/lessons/{lesson}/seats/free": {"place": "master", "seat": 1},
    "POST /api/lessons/{lesson}/playables": {"recording": "{recording}"},
    "POST /api/rubrics": RUBRIC,
    "PUT /api/rubrics/{rubric}": RUBRIC,
    "POST /api/rounds": {"title": "x", "recordings": ["{recording}"], "members": [MA], "rubric": "{rubric}"},
    "PUT /api/rounds/{round}": {"title": "x", "recordings": ["{recording}"], "members": [MA]},
    "POST /api/rounds/{round}/closed": {"closed": True},
    "POST /api/rounds/{round}/scores/{recording}/return": {"member": MA},
    "POST /api/reels": {"title": "x"},
    "PUT /api/reels/{reel}": {"title": "x", "clips": ["{clip}"]},
}
TUS = {
    "Tus-Resumable": "1.0.0",
    "Upload-Length": "9",
    "Upload-Offset": "0",
    "Upload-Metadata": "filename YS5tcDQ=",
}
#: A share link's token is what it asks for; without a good one there is nothing.
GONE = {"GET /api/shared": 410}


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def asked() -> list[Route]:
    """What is neither for anybody nor about one recording, which `test_admission` walks through."""
    about = ("/api/recordings/{recording}", "/api/resources/{recording}", "/api/logout")
    return [
        route
        for route in ROUTES
        if route.endpoint is not None and name(route) not in FOR_ANYBODY and not route.path.startswith(about)
    ]


async def stranger(site: Site) -> Visitor:
    """A teacher of another province."""
    async with site.database.session() as session:
        li = await people.by_login(session, "li")
        assert li is not None
        session.add(Region(id="far", parent_id=None, kind="province", name="远方"))
        await session.flush()
        session.add(School(id="school", region_id="far", centre_id=None, name="远方小学"))
        await session.flush()
        user = User(id="wei", login="wei", name="魏", password_hash=li.password_hash, created_at=0)
        user.school_id = "school"
        session.add(user)
        await session.flush()
        scope = {"scope_kind": ScopeKind.SCHOOL, "scope_id": "school"}
        session.add(Grant(user_id="wei", role=Duty.TEACHER, **scope))
    return await site.signed_in("wei")


async def made(who: Visitor, path: str, body: object) -> str:
    answer = await who.post(path, body)
    assert answer.status == 201, await answer.text()
    return str((await answer.json())["id"])


async def owned(site: Site, kept: Kept) -> dict[str, str]:
    """Ids of what others have, by the names of the paths' parts."""
    li, chen, operator = kept.li, await site.signed_in("chen"), site.operator()
    rubric = await made(chen, "/api/rubrics", RUBRIC)
    clip = await made(li, f"{kept.url}/clips", {"title": "x", "from_ms": 0, "to_ms": 1000})
    known = {"recording": kept.id, "member": kept.rural, "rubric": rubric}
    camera = filled(BODIES["POST /api/cameras"], known)
    terminals = (await (await operator.get("/api/terminals")).json())["terminals"]
    return known | {
        "lesson": kept.recorded.lesson,
        "document": (await shelve(site, kept.recorded.lesson, "图"))["id"],
        "terminal": terminals[0]["id"],
        "camera": await made(operator, "/api/cameras", camera),
        "collection": await made(li, "/api/collections", {"title": "x"}),
        "set": await made(li, "/api/question-sets", {"title": "x", "questions": []}),
        "round": await made(chen, "/api/rounds", filled(BODIES["POST /api/rounds"], known)),
        "clip": clip,
        "reel": await made(li, "/api/reels", {"title": "x", "clips": [clip]}),
        "link": await made(li, f"/api/clips/{clip}/links", {}),
    }


def filled(part: Any, ids: dict[str, str]) -> Any:
    """The same with ids where it names the parts of a path."""
    if isinstance(part, dict):
        return {key: filled(value, ids) for key, value in part.items()}
    if isinstance(part, list):
        return [filled(value, ids) for value in part]
    return re.sub(r"\{(\w+)\}", lambda found: ids.get(found[1], "x"), part) if isinstance(part, str) else part


async def ask(who: Visitor, route: Route, ids: dict[str, str]) -> tuple[int, str]:
    body = filled(BODIES.get(name(route), {}), ids) if route.body else None
    answer = await who.ask(route.method, filled(plain_path(route.path), ids), json=body, headers=TUS)
    return answer.status, await answer.text() if "json" in answer.content_type else ""


def test_whatever_needs_no_account_is_named() -> None:
    assert {name(route) for route in ROUTES if route.access is Access.ANYBODY} <= FOR_ANYBODY
    assert {name(route) for route in ROUTES} >= FOR_ONESELF | set(BODIES)


async def test_without_an_account_nothing_is_answered(site: Site, kept: Kept) -> None:
    ids, nobody = await owned(site, kept), site.visitor()
    answers = {name(route): (await ask(nobody, route, ids))[0] for route in asked()}
    assert answers == {route: GONE.get(route, 401) for route in answers}


async def test_a_teacher_of_elsewhere_is_told_of_nothing_that_others_have(site: Site, kept: Kept) -> None:
    ids, wei = await owned(site, kept), await stranger(site)
    let_in, told = set(), {}
    for route in asked():
        status, text = await ask(wei, route, ids)
        if status not in (403, 404, GONE.get(name(route))):
            let_in.add(f"{name(route)}" if status < 300 else f"{name(route)} {status} {text}")
        told[name(route)] = [each for each in ids.values() if f'"{each}"' in text]
    assert let_in == FOR_ONESELF
    assert not any(told.values()), told


async def test_people_of_elsewhere_are_found_by_their_whole_login_alone(site: Site) -> None:
    wei, li = await stranger(site), await site.signed_in("li")

    async def found(who: Visitor, q: str) -> list[str]:
        return [each["name"] for each in (await (await who.get(f"/api/people?q={q}")).json())["people"]]

    assert await found(li, "王") == ["王芳"]
    assert await found(li, "陈") == ["陈立"]
    assert (await found(li, "魏"), await found(li, "wei")) == ([], ["魏"])
    assert (await found(wei, "王"), await found(wei, "魏")) == ([], ["魏"])
    assert await found(site.operator(), "魏") == ["魏"]


async def test_people_are_answered_page_by_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.review.people.OFFERED", 2)
    li = await site.signed_in("li")
    pages = [await (await li.get(f"/api/people?q=a&page={page}")).json() for page in (1, 2)]
    names = [each["name"] for page in pages for each in page["people"]]
    assert len(set(names)) == len(names) > 2
    assert pages[0]["pages"] == -(-pages[0]["total"] // 2) > 1
