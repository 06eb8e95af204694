"""The compiled intake reads what `recvfrom` would read."""

from __future__ import annotations

import socket

import pytest

from media.kernel.build import build, compiler
from media.kernel.intake import Intake
from media.kernel.library import load
from media.kernel.names import address_of, name_of

pytestmark = pytest.mark.skipif(compiler() is None, reason="there is no C compiler on this machine")


def intake(opened: socket.socket, number: int = 0) -> Intake:
    build()
    kernel = load()
    assert kernel is not None, "it was compiled just now"
    return Intake(kernel, opened, number)


@pytest.mark.parametrize(
    ("near", "far"), [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "127.0.0.1")], ids=["4", "6", "both"]
)
def test_datagrams_come_in_order_with_the_path_that_recvfrom_would_tell(near: str, far: str) -> None:
    with (
        socket.socket(socket.AF_INET6 if ":" in near else socket.AF_INET, socket.SOCK_DGRAM) as opened,
        socket.socket(socket.AF_INET6 if ":" in far else socket.AF_INET, socket.SOCK_DGRAM) as sender,
    ):
        if near == "::":
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        opened.bind((near, 0))
        sent = [bytes([number]) * (number * 5) for number in range(80)]
        target = (far, opened.getsockname()[1])
        sender.sendto(b"first", target)
        _, address = opened.recvfrom(2048)
        for each in sent:
            sender.sendto(each, target)
        reader = intake(opened, 3)
        first, second = reader.read(64), reader.read(64)
        assert [data for data, _ in first + second] == sent
        assert {path for _, path in first + second} == {(3, address)}
        assert reader.read(64) == []


def test_it_takes_no_more_than_it_is_told() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        opened.bind(("127.0.0.1", 0))
        for number in range(5):
            opened.sendto(bytes([number]), opened.getsockname())
        reader = intake(opened)
        assert [len(reader.read(3)), len(reader.read(3)), len(reader.read(3))] == [3, 2, 0]


@pytest.mark.parametrize(
    ("family", "address"),
    [
        (socket.AF_INET, ("192.0.2.7", 40000)),
        (socket.AF_INET6, ("2001:db8::5", 40000, 0, 0)),
        (socket.AF_INET6, ("::ffff:192.0.2.7", 9, 0, 0)),
        (socket.AF_INET6, ("fe80::1%lo", 9, 0, 1)),
    ],
)
def test_an_address_survives_the_systems_form(family: int, address: tuple[object, ...]) -> None:
    assert address_of(name_of(family, address)) == address
