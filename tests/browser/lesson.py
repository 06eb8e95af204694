"""A lesson with a teacher and three terminals in real browsers, as the browser tests find it."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, expect

from tests.browser.people import (
    CLASSROOMS,
    PATIENCE_MS,
    TEACHER,
    ClassroomTerminal,
    Person,
    TeacherAtDesk,
    context_for,
)
from tests.browser.world import World

SCREEN = {"width": 1366, "height": 768}


def enter(world: World, terminal: int) -> dict[str, Any]:
    """What the server answers to a terminal's link: its classroom and its lesson."""
    key = world.facts["terminals"][terminal]["url"].partition("#key=")[2]
    request = urllib.request.Request(
        f"{world.url}/api/terminals/enter",
        data=json.dumps({"key": key}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        answer: dict[str, Any] = json.load(response)
    return answer


@dataclass
class LiveLesson:
    """Everybody is there; `members` are the classrooms, in the order of `terminals`."""

    world: World
    id: str
    teacher: TeacherAtDesk
    terminals: list[ClassroomTerminal]
    members: list[str]
    contexts: list[BrowserContext]

    async def visitor(self, browser: Browser, login: str, **options: Any) -> Person:
        """Somebody who signs in to look at the library."""
        context = await context_for(browser, None, **options)
        self.contexts.append(context)
        person = TeacherAtDesk(await context.new_page(), None)
        await person.sign_in(self.world, login)
        await expect(person.page.get_by_test_id("sign-out").first).to_be_visible(timeout=PATIENCE_MS)
        return person

    async def nobody_has_the_floor(self) -> None:
        """Put the lesson back to how a test finds it: the teacher on the stage, no hands, no screen."""
        await self.teacher.at("mute-all").click()
        for terminal in self.terminals:
            await terminal.microphone_is(False)


async def assemble(browser: Browser, world: World, count: int = 3) -> LiveLesson:
    """Let the teacher sign in and enter, and `count` terminals join by themselves; the lesson still waits."""
    entries = await asyncio.gather(*(asyncio.to_thread(enter, world, index) for index in range(count)))
    looks = CLASSROOMS[:count]
    contexts = [await context_for(browser, look, viewport=SCREEN) for look in (TEACHER, *looks)]
    pages = [await context.new_page() for context in contexts]
    terminals = [ClassroomTerminal(page, look) for page, look in zip(pages[1:], looks, strict=True)]
    for terminal, facts in zip(terminals, world.facts["terminals"][:count], strict=True):
        await terminal.open(facts["url"])
    teacher = TeacherAtDesk(pages[0], TEACHER)
    await teacher.sign_in(world)
    lesson = entries[0]["lesson"]["id"]
    await teacher.enter(lesson)
    members = [entry["classroom"]["id"] for entry in entries]
    return LiveLesson(world, lesson, teacher, terminals, members, contexts)


async def begin(browser: Browser, world: World, count: int = 3) -> LiveLesson:
    """A lesson that runs, with the teacher's picture on every terminal."""
    lesson = await assemble(browser, world, count)
    await lesson.teacher.start()
    for terminal in lesson.terminals:
        await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    return lesson


async def leave(lesson: LiveLesson) -> None:
    for context in lesson.contexts:
        await context.close()
