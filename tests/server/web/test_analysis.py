"""The analysis of a lesson is served with what it is made of, and no more."""

from __future__ import annotations

from media.recording import journal
from media.recording.journal import LevelsLine
from server.data import cues
from signaling.cues import Cue, Event, LessonStarted, MemberJoined
from signaling.state import Member, Role
from tests.server.web.conftest import Recorded
from tests.support.site import Site


async def told(site: Site, recorded: Recorded, *events: Event) -> None:
    lines = [Cue(n=n, at=recorded.started_at, by="u3", event=event) for n, event in enumerate(events, 1)]
    async with site.database.session() as session:
        await cues.append(session, recorded.lesson, lines)


async def test_the_figures_are_of_what_was_recorded(site: Site, recorded: Recorded) -> None:
    path = recorded.take("u3-camera-audio-0001", codec="opus", fragments=30).with_suffix(".jsonl")
    speech = LevelsLine(start_ms=0, basis="header", values="28" * 100 + "5f" * 200)
    path.write_bytes(path.read_bytes() + journal.encode([speech]))
    teacher = Member(id="u3", name="李老师", role=Role.MASTER)
    await told(site, recorded, MemberJoined(member=teacher), LessonStarted())
    found = await (await site.operator().get(f"{recorded.url}/analysis")).json()
    assert (found["basis"], found["talk"]["teacher_ms"], found["st"]["samples"]) == ("header", 20_000, "STT")
    assert {room["turns"] for room in found["classrooms"]} == {0}


async def test_a_recording_that_tells_nothing_has_no_figures(site: Site, recorded: Recorded) -> None:
    found = await (await site.operator().get(f"{recorded.url}/analysis")).json()
    assert (found["basis"], found["talk"], found["st"], found["withheld"]) == ("unknown", None, None, [])


async def test_the_workbook_is_for_those_who_may_export(site: Site, recorded: Recorded) -> None:
    answer = await (await site.signed_in("li")).get(f"{recorded.url}/analysis.xlsx")
    assert answer.status == 200 and (await answer.read()).startswith(b"PK")
    assert (await (await site.signed_in("wang")).get(f"{recorded.url}/analysis.xlsx")).status in (403, 404)


async def test_whoever_may_not_watch_learns_nothing(site: Site, recorded: Recorded) -> None:
    assert (await site.visitor().get(f"{recorded.url}/analysis")).status == 401
