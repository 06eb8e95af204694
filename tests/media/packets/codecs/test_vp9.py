"""VP9: payload descriptors of every shape, and pictures of several spatial layers."""

from __future__ import annotations

import pytest

from media.packets.codecs import vp8, vp9
from media.packets.codecs.vp9 import Vp9Depacketizer
from tests.media.packets.codecs.stream import packet


# RFC 9628, 4.2; the flags are I P L F B E V Z.
@pytest.mark.parametrize(
    ("descriptor", "size"),
    [
        ("08", 1),
        ("8812", 2),
        ("889234", 3),
        ("a892120055", 5),
        ("b8921200", 4),
        ("f89212000302", 6),
        ("0a00", 2),
        ("0a10014000b4", 6),
        ("0a0802040100", 6),
    ],
)
def test_descriptor_is_measured(descriptor: str, size: int) -> None:
    assert vp9.descriptor_size(bytes.fromhex(descriptor) + bytes(10)) == size


def test_layers_of_a_picture_become_one_superframe() -> None:
    depacketizer = Vp9Depacketizer()
    depacketizer.push(packet(b"\x08" + b"\xa2" * 10))
    (frame,) = depacketizer.push(packet(b"\x08" + b"\xa2" * 20, marker=True))
    assert frame.data == b"\xa2" * 30 + bytes.fromhex("d9 0a000000 14000000 d9")


@pytest.mark.parametrize(
    ("descriptor", "size"), [("10", 1), ("908012", 3), ("90809234", 4), ("90f0123415", 5)]
)
def test_descriptor_of_vp8_is_measured(descriptor: str, size: int) -> None:
    assert vp8.descriptor_size(bytes.fromhex(descriptor) + bytes(10)) == size
