"""Rooms know the documents of their lessons: when they are opened, and while they run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from server.data.models import Content, LessonDocument
from signaling.messages import CueMessage
from signaling.state import Role
from tests.server.control.stage import NOW, Stage, heard, set_up


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as built:
        yield built


async def has(stage: Stage, lesson: str, title: str, ready: bool = True) -> str:
    """The lesson gets a document of one page; returns the document's id."""
    content = Content(
        sha256=title, suffix="png", is_ready=ready, kind="image", pages=1, bytes=9, files={}, created_at=NOW
    )
    document = LessonDocument(
        lesson_id=lesson,
        content_id=title,
        title=title,
        suffix="png",
        kind="image",
        position=0,
        length=9,
        created_by="u",
        created_at=NOW,
    )
    async with stage.database.session() as session:
        session.add(content)
        await session.flush()
        session.add(document)
    return document.id


async def titles(stage: Stage, lesson: str) -> list[str]:
    conductor = await stage.rooms.open(lesson)
    return [each.title for each in conductor.room.state.courseware.documents.values()]


async def test_a_room_that_is_opened_has_what_its_lesson_can_show(stage: Stage) -> None:
    lesson = await stage.lesson()
    await has(stage, lesson, "map")
    await has(stage, lesson, "being converted", ready=False)
    assert await titles(stage, lesson) == ["map"]
    assert await stage.stored_cues(lesson) == ["document_added"]


async def test_a_document_that_becomes_ready_is_told_to_those_who_are_there(stage: Stage) -> None:
    lesson = await stage.lesson()
    ear = await stage.join(lesson, "u", Role.MASTER)
    await has(stage, lesson, "map")
    await stage.rooms.courseware_changed(lesson)
    told = [message.cue.event.type for message in heard(ear, CueMessage) if isinstance(message, CueMessage)]
    assert told[-1] == "document_added"


async def test_a_room_that_nobody_has_opened_is_not_opened_for_it(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.rooms.courseware_changed(lesson)
    assert not stage.rooms.rooms


async def test_a_removed_document_goes_and_a_crash_does_not_bring_it_back(stage: Stage) -> None:
    lesson = await stage.lesson()
    document = await has(stage, lesson, "map")
    assert await titles(stage, lesson) == ["map"]
    async with stage.database.session() as session:
        gone = update(LessonDocument).where(LessonDocument.id == document).values(removed_at=NOW)
        await session.execute(gone)
    await stage.rooms.courseware_changed(lesson)
    assert await titles(stage, lesson) == []
    assert await stage.stored_cues(lesson) == ["document_added", "document_removed"]
    await stage.crash()
    assert await titles(stage, lesson) == []


async def test_a_ticket_of_the_lobby_counts_from_being_let_in_to_being_removed(stage: Stage) -> None:
    lesson = await stage.lesson()
    guest = stage.claims(lesson, "guest", Role.RURAL, lobby=True)
    assert not stage.rooms.admits(guest)
    await stage.join(lesson, "u", Role.MASTER)
    await stage.join(lesson, "guest", Role.RURAL, lobby=True)
    assert not stage.rooms.admits(guest)
    await stage.says(lesson, "u", '{"type": "admit", "id": 1, "knock": "k1"}')
    assert stage.rooms.admits(guest)
    await stage.says(lesson, "u", '{"type": "remove_member", "id": 2, "member": "guest"}')
    assert not stage.rooms.admits(guest)


async def test_a_member_who_was_removed_reads_no_courseware_any_more(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "u", Role.MASTER)
    await stage.join(lesson, "k7", Role.RURAL)
    member = stage.claims(lesson, "k7", Role.RURAL)
    assert stage.rooms.admits(member)
    await stage.says(lesson, "u", '{"type": "remove_member", "id": 1, "member": "k7"}')
    assert not stage.rooms.admits(member)
