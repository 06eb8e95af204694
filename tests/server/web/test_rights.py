"""Who may do what with a lesson: the table, held over real requests."""

from __future__ import annotations

import itertools

import pytest

from server.auth.rights import RIGHTS, Relation
from tests.support.site import Site

# Teacher of the lesson, researcher and administrator over all its schools, assistant of one of them.
WHO = ("li", "chen", "zhou", "wang")


def test_rights_grow_from_seeing_to_leading() -> None:
    order = [Relation.NONE, Relation.OVER_SOME, Relation.OVER_ALL, Relation.ADMINISTRATOR]
    order += [Relation.TEACHER, Relation.OPERATOR]
    for less, more in itertools.pairwise(order):
        assert RIGHTS[less] <= RIGHTS[more]
    assert set(RIGHTS) == set(Relation)


@pytest.mark.parametrize("login", WHO)
async def test_everybody_concerned_sees_the_lesson_in_the_timetable(site: Site, login: str) -> None:
    person = await site.signed_in(login)
    titles = [lesson["title"] for lesson in (await (await person.get("/api/lessons")).json())["lessons"]]
    assert "古诗三首" in titles


@pytest.mark.parametrize(
    ("login", "wanted", "status", "role"),
    [
        ("li", None, 200, "master"),
        ("li", "observer", 200, "observer"),
        ("li", "rural", 403, None),
        ("chen", None, 200, "observer"),
        ("chen", "master", 403, None),
        ("zhou", None, 200, "observer"),
        ("wang", None, 403, None),
    ],
)
async def test_a_ticket_has_the_role_that_the_person_has_a_right_to(
    site: Site, login: str, wanted: str | None, status: int, role: str | None
) -> None:
    lesson, person = await site.lesson("古诗三首"), await site.signed_in(login)
    answer = await person.post(f"/api/lessons/{lesson['id']}/ticket", {"role": wanted} if wanted else {})
    assert (answer.status, (await answer.json()).get("role")) == (status, role)


@pytest.mark.parametrize(("login", "status"), [("li", 200), ("chen", 403), ("zhou", 403), ("wang", 403)])
async def test_only_its_teacher_starts_a_lesson(site: Site, login: str, status: int) -> None:
    lesson, person = await site.lesson("古诗三首"), await site.signed_in(login)
    assert (await person.post(f"/api/lessons/{lesson['id']}/start")).status == status


@pytest.mark.parametrize(("login", "status"), [("li", 200), ("chen", 200), ("zhou", 200), ("wang", 404)])
async def test_a_recording_does_not_exist_for_those_who_may_not_watch_it(
    site: Site, login: str, status: int
) -> None:
    lesson = await site.lesson("古诗三首")
    started = await (await site.operator().post(f"/api/lessons/{lesson['id']}/start")).json()
    person = await site.signed_in(login)
    assert (await person.get(f"/api/recordings/{started['recording']}")).status == status
    listed = (await (await person.get("/api/recordings")).json())["recordings"]
    assert bool(listed) == (status == 200)


async def test_somebody_elsewhere_sees_no_lesson_at_all(site: Site) -> None:
    created = await (await site.operator().post("/api/lessons", {"title": "别处"})).json()
    wang = await site.signed_in("wang")
    assert (await wang.get(f"/api/lessons/{created['id']}")).status == 404
    assert (await wang.post(f"/api/lessons/{created['id']}/ticket")).status == 404


async def test_only_an_operator_makes_tickets_for_others(site: Site) -> None:
    lesson, li = await site.lesson("古诗三首"), await site.signed_in("li")
    assert (await li.post(f"/api/lessons/{lesson['id']}/tickets", {"role": "rural"})).status == 403
