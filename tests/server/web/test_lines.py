"""What a technician sees of the lines, and who counts as one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from server.data import lines
from server.data.models import LineRecord
from server.live.linehistory import LineHistory, RoomLines
from server.live.passport import pages
from signaling.commands import NoteReport
from signaling.messages import Line, LinkReport, Report
from signaling.state import LessonState, Member, Phase, Role, RoomState
from tests.support.site import MORNING, Site

NOW = int(MORNING * 1000)
WELL = Line(
    member="",
    quality="good",
    connected=True,
    sound="good",
    picture="good",
    cause="none",
    side="none",
    loss=0.0,
)


async def open_room(site: Site, title: str = "古诗三首") -> tuple[str, str]:
    """A room with one classroom that has reported ten times; its lesson and the classroom's member."""
    lesson = await site.lesson(title)
    place = lesson["classrooms"][0]
    member = Member(id=place["id"], name=place["name"], role=Role.RURAL, place=place["school"])
    history = LineHistory()
    for n in range(10):
        down = LinkReport(
            state="connected", loss=0.02 if n < 9 else 0.4, rtt_ms=80, path="udp", family="ipv4"
        )
        history.note(NoteReport(member.id, Report(down=down), WELL, NOW + 4500 * n))
    state = RoomState(
        lesson=LessonState(id=lesson["id"], title=title, phase=Phase.LIVE, started_at=NOW),
        members={member.id: member},
    )
    site.rooms.open = [RoomLines(lesson["id"], state, history)]
    return lesson["id"], member.id


async def read(site: Site, path: str, login: str = "zhou") -> Any:
    return await (await (await site.signed_in(login)).get(path)).json()


async def keep_pages(site: Site) -> None:
    """The lesson of the open room is over."""
    (room,) = site.rooms.open
    async with site.database.session() as session:
        for page in pages(room.history, room.state.members):
            lines.keep(session, LineRecord(lesson_id=room.lesson, **asdict(page)))


async def test_an_administrator_sees_the_open_rooms(site: Site) -> None:
    lesson, member = await open_room(site)
    (room,) = (await read(site, "/api/lines"))["rooms"]
    assert (room["lesson"], room["teacher"]) == (lesson, "李文静")
    assert [(each["member"], each["down"]["loss"]) for each in room["members"]] == [(member, 0.4)]


async def test_the_curves_are_columns_of_the_last_minutes(site: Site) -> None:
    lesson, member = await open_room(site)
    found = await read(site, f"/api/lines/{lesson}/{member}")
    assert found["at"][:2] == [NOW, NOW + 4500]
    assert found["curves"]["down_loss"] == [0.02] * 9 + [0.4]
    assert found["curves"]["up_loss"] == [None] * 10


async def test_a_teacher_does_not_see_them(site: Site) -> None:
    lesson, member = await open_room(site)
    visitor = await site.signed_in("li")
    for path in ("/api/lines", f"/api/lines/{lesson}/{member}", "/api/passports"):
        assert (await visitor.get(path)).status == 403


async def test_an_operator_sees_them_too(site: Site) -> None:
    await open_room(site)
    assert (await site.operator().get("/api/lines")).status == 200


async def test_a_room_that_is_not_open_has_no_curves(site: Site) -> None:
    lesson, _ = await open_room(site)
    operator = site.operator()
    assert (await operator.get("/api/lines/nonsense/m")).status == 404
    assert (await (await operator.get(f"/api/lines/{lesson}/nobody")).json())["at"] == []


async def test_a_passport_lists_the_lessons_of_a_room(site: Site) -> None:
    lesson, member = await open_room(site)
    await keep_pages(site)
    (passport,) = (await read(site, "/api/passports"))["passports"]
    (page,) = passport["pages"]
    assert (passport["member"], page["lesson"], page["quality"]) == (member, lesson, "good")
    assert page["figures"]["down_loss"]["median"] == pytest.approx(0.02, rel=0.06)
    assert page["figures"]["down_loss"]["worst"] == pytest.approx(0.4, rel=0.06)
    assert page["paths"] == {"udp ipv4": 10}
