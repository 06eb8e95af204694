"""Schools that let no UDP out hold their lesson over TCP, and by a relay on TLS where that is blocked too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright

from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, enter
from tests.browser.people import (
    CLASSROOMS,
    FLAGS,
    TEACHER,
    ClassroomTerminal,
    Look,
    TeacherAtDesk,
    context_for,
)
from tests.browser.world import World, demonstration
from tests.network.turn import Turn, coturn
from tests.support.relay import Relay

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# coturn's certificate is made for the run.
OWN_CERTIFICATES = "--ignore-certificate-errors"

# What goes to the server by UDP goes into `SWALLOW`, a port that never answers.
NO_UDP = """
window.RTCPeerConnection = class extends RTCPeerConnection {
  setRemoteDescription({ type, sdp }) {
    const swallowed = sdp.replace(/( udp \\d+) \\S+ \\d+ /g, "$1 127.0.0.1 SWALLOW ");
    return super.setRemoteDescription({ type, sdp: swallowed });
  }
};
"""

# Nothing but the relay is reached.
ONLY_RELAY = """
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(settings) {
    super({ ...settings, iceTransportPolicy: "relay" });
  }
};
"""

# How media travels now on every peer connection: by what the server offered, and how we reach the relay.
PATHS = """async () => {
  const reports = await Promise.all(eyes.peers.map((peer) => peer.getStats()));
  return reports.flatMap((report) => [...report.values()]
    .filter((one) => one.type === "transport" && one.selectedCandidatePairId)
    .map((one) => report.get(one.selectedCandidatePairId))
    .map((pair) => [pair.remoteCandidateId, pair.localCandidateId].map((id) => report.get(id)))
    .map(([remote, local]) => [remote.protocol, local.relayProtocol ?? "direct"].join(" ")));
}"""


@pytest.fixture
async def turn(tmp_path: Path) -> AsyncIterator[Turn]:
    async with coturn(tmp_path) as turn:
        yield turn


@pytest.fixture
async def world(tmp_path: Path, turn: Turn) -> AsyncIterator[World]:
    async with demonstration(tmp_path / "var", TONGKE_MEDIA__ICE_SERVERS=turn.ice_servers) as world:
        yield world


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        flags = [*FLAGS, OWN_CERTIFICATES]
        browser = await playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        await browser.close()


@pytest.fixture
async def swallow() -> AsyncIterator[Relay]:
    relay = Relay(("127.0.0.1", 9), cut=True)
    yield relay
    relay.close()


async def behind(browser: Browser, look: Look, firewall: str) -> BrowserContext:
    context = await context_for(browser, look, viewport=SCREEN)
    await context.add_init_script(firewall)
    return context


async def test_a_lesson_goes_over_tcp_and_over_tls_where_no_udp_gets_out(
    browser: Browser, world: World, swallow: Relay
) -> None:
    entry = await asyncio.to_thread(enter, world, 0)
    _, port = await swallow.open()
    studio = await behind(browser, TEACHER, NO_UDP.replace("SWALLOW", str(port)))
    school = await behind(browser, CLASSROOMS[0], ONLY_RELAY)
    teacher = TeacherAtDesk(await studio.new_page(), TEACHER)
    terminal = ClassroomTerminal(await school.new_page(), CLASSROOMS[0])
    await teacher.sign_in(world)
    await teacher.enter(entry["lesson"]["id"])
    await teacher.start()
    await terminal.open(world.facts["terminals"][0]["url"])
    await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    await terminal.hears(TEACHER.pitch)
    assert swallow.dropped > 0
    assert await teacher.page.evaluate(PATHS) == ["tcp direct", "tcp direct"]
    assert await terminal.page.evaluate(PATHS) == ["udp tls", "udp tls"]
