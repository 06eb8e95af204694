"""The TCP port carries framed datagrams both ways, and strangers can neither fill nor block it."""

import asyncio
import resource
import socket
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from media.transport import tcp
from media.transport.path import FIRST_CONNECTION, Path
from media.transport.tcp import TcpPort, open_listeners
from media.transport.tcp_frames import FrameReader, frame
from tests.media.transport.test_tcp_outbox import rtp
from tests.support.waiting import until


class Story:
    """A TCP port on loopback; `known` says whether its paths lead to a transport."""

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        listeners = open_listeners(["127.0.0.1"], 0)
        self.address = listeners[0].getsockname()
        self.port = TcpPort(listeners, self.counters)
        self.heard: list[tuple[bytes, Path]] = []
        self.relieved: list[Path] = []
        self.closed: list[Path] = []
        self.known = True
        self.port.receive = lambda batch, now: self.heard.extend(batch)
        self.port.knows = lambda path: self.known
        self.port.on_relieved = lambda path, now: self.relieved.append(path)
        self.port.on_closed = self.closed.append
        self.far: list[socket.socket] = []

    async def dial(self) -> socket.socket:
        """A connection that the port has accepted, or refused."""
        settled = sum(self.counters[name] for name in ("tcp_accepted", "drop_tcp_too_many"))
        far = socket.socket()
        # A reader that stops is soon noticed.
        far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        far.connect(self.address)
        far.setblocking(False)
        self.far.append(far)
        await until(
            lambda: sum(self.counters[name] for name in ("tcp_accepted", "drop_tcp_too_many")) > settled
        )
        return far

    async def met(self) -> tuple[socket.socket, Path]:
        """A connection over which one datagram has come."""
        far = await self.dial()
        far.send(frame(b"hello"))
        await until(lambda: self.heard)
        return far, self.heard[-1][1]


@pytest.fixture
async def story() -> AsyncIterator[Story]:
    story = Story()
    yield story
    story.port.close()
    for far in story.far:
        far.close()


async def ended(far: socket.socket) -> bool:
    async with asyncio.timeout(5):
        while True:
            try:
                if not await asyncio.get_running_loop().sock_recv(far, 4096):
                    return True
            except ConnectionResetError:
                return True


async def test_datagrams_go_both_ways(story: Story) -> None:
    far, path = await story.met()
    assert story.heard == [(b"hello", path)] and path[0] >= FIRST_CONNECTION
    assert path[1] == far.getsockname()
    story.port.send(path, b"answer")
    assert await asyncio.get_running_loop().sock_recv(far, 99) == frame(b"answer")


async def test_each_connection_is_a_path_of_its_own(story: Story) -> None:
    _, first = await story.met()
    story.heard.clear()
    _, second = await story.met()
    assert first != second


async def test_what_is_sent_to_a_closed_connection_is_counted(story: Story) -> None:
    far, path = await story.met()
    far.close()
    await until(lambda: story.closed == [path])
    story.port.send(path, b"late")
    assert story.counters["drop_tcp_closed"] == 1 and story.port.connections == 0


async def test_a_stream_without_frames_is_closed(story: Story) -> None:
    far = await story.dial()
    far.send(b"GET / HTTP/1.1\r\n")
    assert await ended(far)
    assert story.counters["drop_tcp_malformed"] == 1


async def test_a_stranger_is_closed_after_10_s_and_a_known_peer_is_not(story: Story) -> None:
    far, path = await story.met()
    now = story.port._connections[path].unknown_since
    story.port.tick(now + 15)
    story.known = False
    story.port.tick(now + 24)
    assert story.port.connections == 1
    story.port.tick(now + 26)
    assert await ended(far) and story.closed == [path]
    assert story.counters["drop_tcp_stranger"] == 1


async def test_a_stranger_may_say_little(story: Story) -> None:
    story.known = False
    far = await story.dial()
    far.send(frame(bytes(1000)) * (tcp.MOST_STRANGER_BYTES // 1000 + 1))
    assert await ended(far)
    assert story.counters["drop_tcp_stranger"] == 1


async def test_one_address_has_a_bounded_number_of_strangers(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tcp, "MOST_STRANGERS_OF_A_HOST", 3)
    for _ in range(4):
        far = await story.dial()
    assert await ended(far) and story.port.connections == 3
    assert story.counters["drop_tcp_too_many"] == 1


async def test_the_oldest_stranger_makes_room_for_the_newest(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tcp, "MOST_STRANGERS", 3)
    connections = [await story.dial() for _ in range(4)]
    assert await ended(connections[0]) and story.port.connections == 3


async def test_peers_are_no_strangers(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "MOST_STRANGERS", 1)
    for _ in range(4):
        story.heard.clear()
        await story.met()
    assert story.port.connections == 4


async def test_a_reader_that_stops_loses_pictures_but_no_sound_and_is_told_when_there_is_room(
    story: Story,
) -> None:
    far, path = await story.met()
    for number in range(3000):
        story.port.send(path, rtp(number, 1000, picture=True))
        story.port.flush()
    sounds = [rtp(number, 60, picture=False) for number in range(20)]
    for sound in sounds:
        story.port.send(path, sound)
    story.port.flush()
    reader, came = FrameReader(), list[bytes]()
    async with asyncio.timeout(5):
        while not (story.relieved and came and came[-1] == sounds[-1]):
            came += reader.feed(await asyncio.get_running_loop().sock_recv(far, 1 << 16))
    assert [data for data in came if len(data) == 60] == sounds
    assert story.counters["drop_tcp_picture_late"] > 2000


async def test_a_port_that_is_taken_is_an_error() -> None:
    (taken,) = open_listeners(["127.0.0.1"], 0)
    with pytest.raises(OSError):
        open_listeners(["127.0.0.1", "::1"], taken.getsockname()[1])
    taken.close()


def test_there_are_descriptors_for_as_many_connections_as_are_taken() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
    try:
        tcp.allow_connections()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft == min(2 * tcp.MOST_CONNECTIONS, hard) or hard == resource.RLIM_INFINITY
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
