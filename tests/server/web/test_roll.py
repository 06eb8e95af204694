"""The roll of a lesson, and who may read it."""

from __future__ import annotations

import csv
import io
from typing import Any

from server.data import attendance, roll
from server.data.models import Attendance, Classroom, RollCall
from tests.support.site import MORNING, Site

NOW = int(MORNING * 1000)


async def held(site: Site, title: str = "古诗三首", name: str = "柳溪三年级") -> dict[str, Any]:
    """A lesson whose first classroom came for ten minutes and was counted twice; 31 are enrolled there."""
    lesson = await site.lesson(title)
    member = lesson["classrooms"][0]["id"]
    async with site.database.session() as session:
        classroom = await session.get(Classroom, member)
        assert classroom is not None
        classroom.pupils = 31
        for present, at in ((True, NOW), (False, NOW + 600_000)):
            attendance.note(
                session,
                Attendance(
                    lesson_id=lesson["id"], member=member, name=name, role="rural", present=present, at=at
                ),
            )
        for n, count in ((4, 29), (9, 30)):
            await roll.keep(session, counted(lesson["id"], n, member, name, count))
    return lesson


def counted(lesson: str, n: int, member: str, name: str, present: int) -> RollCall:
    return RollCall(
        lesson_id=lesson, n=n, member=member, name=name, present=present, absent=["7"], by=member, at=NOW
    )


async def test_the_teacher_reads_who_was_there_and_what_was_counted(site: Site) -> None:
    lesson = await held(site)
    found = await (await (await site.signed_in("li")).get(f"/api/lessons/{lesson['id']}/roll")).json()
    first = found["members"][0]
    assert (first["expected"], first["present_ms"]) == (31, 600_000)
    assert [call["present"] for call in first["calls"]] == [29, 30]
    assert (found["participations"], found["pupils"]) == (1, 30)


async def test_classrooms_that_never_came_are_listed_too(site: Site) -> None:
    lesson = await held(site)
    found = await (await (await site.signed_in("li")).get(f"/api/lessons/{lesson['id']}/roll")).json()
    assert [each["member"] for each in found["members"]] == [each["id"] for each in lesson["classrooms"]]
    assert found["members"][-1]["visits"] == []


async def test_an_administrator_reads_it_and_an_assistant_does_not(site: Site) -> None:
    lesson = await held(site)
    path = f"/api/lessons/{lesson['id']}/roll"
    assert (await (await site.signed_in("zhou")).get(path)).status == 200
    assert (await (await site.signed_in("wang")).get(path)).status == 403
    assert (await (await site.signed_in("chen")).get(path)).status == 403


async def test_the_sheet_says_the_same_in_the_wanted_language(site: Site) -> None:
    lesson = await held(site)
    teacher = await site.signed_in("li")
    answer = await teacher.get(f"/api/lessons/{lesson['id']}/roll.csv", headers={"Accept-Language": "zh-CN"})
    rows = list(csv.reader(io.StringIO((await answer.text()).removeprefix("\ufeff"))))
    assert rows[0][0] == "教室或人员"
    assert rows[1][:6] == ["柳溪三年级", lesson["classrooms"][0]["school"], "听课教室", "31", "30", "7"]


async def test_a_name_is_no_formula_of_the_spreadsheet(site: Site) -> None:
    lesson = await held(site, name="=1+1")
    answer = await (await site.signed_in("li")).get(f"/api/lessons/{lesson['id']}/roll.csv")
    assert "'=1+1" in await answer.text()


async def test_a_cue_that_is_stored_twice_is_one_roll_call(site: Site) -> None:
    lesson = await held(site)
    async with site.database.session() as session:
        await roll.keep(session, counted(lesson["id"], 4, "x", "x", 1))
        assert len(await roll.of_lesson(session, lesson["id"])) == 2
