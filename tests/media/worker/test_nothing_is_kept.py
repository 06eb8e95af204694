"""A visit that is over leaves nothing in memory, and does not wait for the garbage collector to go."""

from __future__ import annotations

import asyncio
import gc
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

import pytest
from aiortc import RTCCertificate, RTCDtlsTransport

from media.worker.protocol import CloseRoom, CloseTransport, OpenDown, OpenPipe, SendPipe
from tests.media.worker.house import House, Visitor

Leave = Callable[[House, Visitor], Awaitable[None]]


async def is_sent_away(house: House, visitor: Visitor) -> None:
    house.ask(CloseTransport, transport=visitor.name)
    visitor.vanish()


async def says_goodbye(house: House, visitor: Visitor) -> None:
    await visitor.close()


async def vanishes(house: House, visitor: Visitor) -> None:
    visitor.vanish()
    await house.pass_time(40)


async def comes_anew_and_goes(house: House, visitor: Visitor) -> None:
    again = await house.invite(visitor.name, visitor.direction)
    visitor.vanish()
    await says_goodbye(house, again)


async def sees_the_room_close(house: House, visitor: Visitor) -> None:
    house.ask(CloseRoom)
    visitor.vanish()


LEAVES = [is_sent_away, says_goodbye, vanishes, comes_anew_and_goes, sees_the_room_close]


@pytest.fixture
def uncollected() -> Iterator[None]:
    """What refers to itself stays where it is."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def living() -> Counter[str]:
    """How many objects of ours there are, and of those that we have of other libraries, by type."""
    found = Counter[str]()
    for each in gc.get_objects():
        kind = type(each)
        if str(kind.__module__).startswith("media.") and not kind.__name__.endswith("Packet"):
            found[kind.__name__] += 1
        elif isinstance(each, RTCDtlsTransport) and each._role == "server":
            found["RTCDtlsTransport"] += 1
    return found


async def left_by(house: House, visit: Callable[[int], Awaitable[None]]) -> Counter[str]:
    """What three visits leave behind, after one that warms everything up."""
    await visit(0)
    before = living()
    for number in range(1, 4):
        await visit(number)
        await asyncio.sleep(0.02)
    return living() - before


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("leaves", LEAVES)
@pytest.mark.parametrize("direction", ["sendonly", "recvonly"])
async def test_a_visit_leaves_nothing(direction: str, leaves: Leave) -> None:
    house = House()

    async def visit(number: int) -> None:
        host = await house.invite("host", "sendonly")
        visitor = await house.invite(f"visitor-{number}", direction)
        await house.film(visitor if direction == "sendonly" else host)
        await leaves(house, visitor)
        await says_goodbye(house, host)

    assert await left_by(house, visit) == Counter()


@pytest.mark.usefixtures("uncollected")
async def test_a_pipe_leaves_nothing_at_either_end() -> None:
    home, other = House(), House()

    async def visit(number: int) -> None:
        host, name = await home.invite("host", "sendonly"), f"pipe-{number}"
        asked = home.ask(SendPipe, transport=name, publisher="host", addresses=["127.0.0.1"], port=9)
        other.ask(OpenPipe, transport=name, **dict(asked.pipe or ()))
        await home.film(host)
        await home.pass_time(40)
        await other.pass_time(40)
        host.vanish()

    assert await left_by(home, visit) == Counter()


@pytest.mark.usefixtures("uncollected")
async def test_who_never_comes_leaves_nothing() -> None:
    house = House()

    async def visit(number: int) -> None:
        house.offer_of(Visitor(house, f"sender-{number}", "sendonly"))
        house.offer_of(Visitor(house, f"receiver-{number}", "recvonly"))
        house.ask(OpenDown, transport=f"member-{number}", slots=3)
        await house.pass_time(40)

    assert await left_by(house, visit) == Counter()


@pytest.mark.usefixtures("uncollected")
async def test_who_shows_another_certificate_leaves_nothing() -> None:
    house = House()

    async def visit(number: int) -> None:
        visitor = Visitor(house, f"visitor-{number}", "sendonly")
        answer = house.offer_of(visitor)
        visitor.dtls._RTCDtlsTransport__local_certificate = RTCCertificate.generateCertificate()
        await visitor.connect(answer)
        visitor.vanish()

    assert await left_by(house, visit) == Counter()
