"""A school that lets no UDP out holds its lesson over TCP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser.lesson import SCREEN, enter
from tests.browser.people import CLASSROOMS, TEACHER, ClassroomTerminal, TeacherAtDesk, context_for
from tests.browser.world import World
from tests.support.relay import Relay

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# What goes to the server by UDP goes into `swallow`, a port that never answers.
NO_UDP = """
window.RTCPeerConnection = class extends RTCPeerConnection {
  setRemoteDescription({ type, sdp }) {
    const swallowed = sdp.replace(/( udp \\d+) \\S+ \\d+ /g, "$1 127.0.0.1 SWALLOW ");
    return super.setRemoteDescription({ type, sdp: swallowed });
  }
};
"""

# The transports that carry media now: what both ends of every nominated pair are.
PATHS = """async () => {
  const reports = await Promise.all(eyes.peers.map((peer) => peer.getStats()));
  return reports.flatMap((report) => [...report.values()]
    .filter((one) => one.type === "transport" && one.selectedCandidatePairId)
    .map((one) => report.get(report.get(one.selectedCandidatePairId).remoteCandidateId).protocol));
}"""


@pytest.fixture
async def swallow() -> AsyncIterator[Relay]:
    relay = Relay(("127.0.0.1", 9), cut=True)
    yield relay
    relay.close()


async def test_a_lesson_goes_over_tcp_where_no_udp_gets_out(
    browser: Browser, world: World, swallow: Relay
) -> None:
    entry = await asyncio.to_thread(enter, world, 0)
    _, port = await swallow.open()
    contexts = [await context_for(browser, look, viewport=SCREEN) for look in (TEACHER, CLASSROOMS[0])]
    for context in contexts:
        await context.add_init_script(NO_UDP.replace("SWALLOW", str(port)))
    teacher = TeacherAtDesk(await contexts[0].new_page(), TEACHER)
    terminal = ClassroomTerminal(await contexts[1].new_page(), CLASSROOMS[0])
    await teacher.sign_in(world)
    await teacher.enter(entry["lesson"]["id"])
    await teacher.start()
    await terminal.open(world.facts["terminals"][0]["url"])
    await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    await terminal.hears(TEACHER.pitch)
    assert swallow.dropped > 0
    for person in (teacher, terminal):
        assert await person.page.evaluate(PATHS) == ["tcp", "tcp"]
