"""Chapters come of the cues until whoever may edit the recording has written others."""

from __future__ import annotations

from typing import Any

import pytest

from server.data import audit, cues
from signaling.cues import Cue, LessonStarted, SourceAdded
from signaling.state import Source, SourceKind
from tests.server.web.conftest import Recorded
from tests.support.site import Site, Visitor


@pytest.fixture
async def teacher(site: Site) -> Visitor:
    return await site.signed_in("li")


@pytest.fixture
async def url(site: Site, recorded: Recorded) -> str:
    """A lesson in which a screen is shared after five minutes."""
    screen = Source(id="u3/screen", member="u3", kind=SourceKind.SCREEN, audio=False, video=True)
    events = ((0, LessonStarted()), (300_000, SourceAdded(source=screen)))
    told = [
        Cue(n=n, at=recorded.started_at + at, by="u3", event=event) for n, (at, event) in enumerate(events, 1)
    ]
    async with site.database.session() as session:
        await cues.append(session, recorded.lesson, told)
    site.now += 600
    return f"{recorded.url}/chapters"


async def put(who: Visitor, url: str, *chapters: tuple[int, str]) -> tuple[int, Any]:
    body = {"chapters": [{"at_ms": at, "kind": "hand", "title": title} for at, title in chapters]}
    answer = await who.ask("PUT", url, json=body)
    return answer.status, await answer.json()


async def test_chapters_are_computed_of_the_cues(teacher: Visitor, url: str) -> None:
    found = await (await teacher.get(url)).json()
    assert not found["by_hand"]
    assert [(each["at_ms"], each["kind"]) for each in found["chapters"]] == [
        (0, "start"),
        (300_000, "screen"),
    ]


async def test_chapters_made_by_hand_take_their_place_in_order(teacher: Visitor, url: str) -> None:
    await put(teacher, url, (60_000, "朗读"), (0, "导入"))
    found = await (await teacher.get(url)).json()
    assert found["by_hand"]
    assert [(each["at_ms"], each["title"]) for each in found["chapters"]] == [(0, "导入"), (60_000, "朗读")]


async def test_an_empty_list_gives_back_those_that_are_computed(teacher: Visitor, url: str) -> None:
    await put(teacher, url, (0, "导入"))
    status, found = await put(teacher, url)
    assert (status, found["by_hand"], len(found["chapters"])) == (200, False, 2)


@pytest.mark.parametrize("chapters", [((0, "a"), (0, "b")), ((-1, "a"),), ((0, "x" * 201),)])
async def test_chapters_that_can_not_be_are_refused(
    teacher: Visitor, url: str, chapters: tuple[tuple[int, str], ...]
) -> None:
    assert (await put(teacher, url, *chapters))[0] == 422


async def test_only_whoever_may_edit_the_recording_writes_chapters(site: Site, url: str) -> None:
    assert (await put(await site.signed_in("chen"), url, (0, "x")))[0] in (403, 404)


async def test_writing_is_noted_in_the_audit(site: Site, teacher: Visitor, url: str) -> None:
    await put(teacher, url, (0, "导入"))
    async with site.database.session() as session:
        noted = [entry.action for entry in await audit.entries(session)]
    assert "edit_chapters" in noted
