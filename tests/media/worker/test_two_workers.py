"""A room spans two workers: what is published on one is received on the other."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.media.worker.conftest import NewPeer
from tests.media.worker.control import Control, control_and_worker
from tests.media.worker.test_worker import ROOM, film, publish, view
from tests.support.stream import Camera
from tests.support.waiting import until

PIPE = "pipe/u3/up/branch"


@dataclass
class Span:
    """A room's home and its branch."""

    home: Control
    branch: Control

    async def pipe(self) -> dict[str, Any]:
        """Send what u3 publishes from the home to the branch; gives what the branch was told."""
        hello = self.branch.hellos[-1]
        goal = {"addresses": hello["addresses"], "port": hello["udp_port"]}
        done = await self.home.done("send_pipe", room=ROOM, transport=PIPE, publisher="u3/up", **goal)
        offer: dict[str, Any] = done["pipe"]
        await self.branch.done("open_pipe", room=ROOM, transport="pipe/u3/up", **offer)
        return offer


@pytest.fixture
async def span() -> AsyncIterator[Span]:
    async with control_and_worker() as (home, _), control_and_worker() as (branch, _):
        await branch.done("open_branch", room=ROOM)
        yield Span(home, branch)


async def room_said_anew(control: Control) -> dict[str, Any]:
    """What the next hello of a worker says of its room."""
    await control.hang_up()
    await control.until(lambda: len(control.hellos) == 2)
    room: dict[str, Any] = control.hellos[1]["rooms"][0]
    return room


def pictures(packets: list[bytes]) -> int:
    return sum(packet[1] & 0x7F == 102 for packet in packets)


async def test_what_is_published_on_one_worker_is_received_on_the_other(
    span: Span, new_peer: NewPeer
) -> None:
    publisher = new_peer("sendonly")
    await publish(span.home, publisher)
    packets = await view(span.branch, new_peer("recvonly"))
    await span.pipe()
    await span.home.state_is(PIPE, "connected")
    await film(publisher, 15)
    await until(lambda: pictures(packets) > 20 and len(packets) - pictures(packets) > 5)


async def test_a_keyframe_that_a_far_receiver_waits_for_is_asked_of_the_publisher(
    span: Span, new_peer: NewPeer
) -> None:
    publisher = new_peer("sendonly")
    await publish(span.home, publisher)
    await span.pipe()
    await span.home.state_is(PIPE, "connected")
    await film(publisher, 2)
    before = span.home.counters.get("keyframes_requested", 0)
    await asyncio.sleep(0.5)
    await view(span.branch, new_peer("recvonly"))
    await span.home.until(lambda: span.home.counters.get("keyframes_requested", 0) > before)


async def test_asked_again_a_pipe_keeps_its_keys_and_goes_on(span: Span, new_peer: NewPeer) -> None:
    publisher, camera = new_peer("sendonly"), Camera()
    await publish(span.home, publisher)
    packets = await view(span.branch, new_peer("recvonly"))
    first = await span.pipe()
    await span.home.state_is(PIPE, "connected")
    await film(publisher, 5, camera)
    assert await span.pipe() == first
    before = len(packets)
    await film(publisher, 10, camera)
    await until(lambda: len(packets) > before + 20)
    assert span.home.states(PIPE) == ["connected"]


async def test_a_publisher_that_comes_anew_gets_a_new_pipe(span: Span, new_peer: NewPeer) -> None:
    await publish(span.home, new_peer("sendonly"))
    packets = await view(span.branch, new_peer("recvonly"))
    first = await span.pipe()
    later = new_peer("sendonly")
    await publish(span.home, later)
    second = await span.pipe()
    assert first["receive_key"] != second["receive_key"]
    camera = Camera()
    async with asyncio.timeout(20):
        while pictures(packets) <= 20:
            await film(later, 5, camera)


async def test_the_end_of_a_publisher_is_the_end_of_its_pipes(span: Span, new_peer: NewPeer) -> None:
    publisher = new_peer("sendonly")
    await publish(span.home, publisher)
    await span.pipe()
    await span.home.state_is(PIPE, "connected")
    await span.home.done("close_transport", room=ROOM, transport="u3/up")
    goal = {"addresses": ["127.0.0.1"], "port": 9}
    refused = await span.home.ask("send_pipe", room=ROOM, transport=PIPE, publisher="u3/up", **goal)
    assert refused["code"] == "unknown_transport"


async def test_where_somebody_publishes_is_the_home(span: Span, new_peer: NewPeer) -> None:
    await publish(span.branch, new_peer("sendonly"))
    assert not (await room_said_anew(span.branch))["branch"]


async def test_hello_tells_homes_from_branches(span: Span, new_peer: NewPeer) -> None:
    await publish(span.home, new_peer("sendonly"))
    await span.pipe()
    home, branch = [await room_said_anew(control) for control in (span.home, span.branch)]
    assert (home["branch"], home["pipes"]) == (False, [PIPE])
    assert (branch["branch"], branch["transports"]) == (True, ["pipe/u3/up"])
