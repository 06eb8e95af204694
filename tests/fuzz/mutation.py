"""Change datagrams as chance or an attacker would: seeded, so that a finding comes again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

_TELLING = (0, 1, 2, 3, 4, 7, 8, 0x0F, 0x10, 0x1F, 0x20, 0x3F, 0x40, 0x7F, 0x80, 0xBE, 0xC8, 0xCD, 0xFE, 0xFF)
_LONGEST = 2048


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.choice(_TELLING)


def _set_word(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at : at + 2] = chance.choice((0, 1, 0x7FFF, 0x8000, 0xFFFF, len(data), len(data) // 4)).to_bytes(
        2, "big"
    )


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _take_out(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.randrange(1, 9)]


def _double(data: bytearray, chance: random.Random) -> None:
    at, length = chance.randrange(len(data)), chance.randrange(1, 65)
    data[at:at] = data[at : at + length] * chance.randrange(1, 5)


def _insert(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = chance.randbytes(chance.randrange(1, 9))


_CHANGES = (_flip, _flip, _set, _set, _set_word, _cut, _take_out, _double, _insert)


def mutated(seeds: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """`count` variations of the seeds, some of two that are joined; always the same for one `seed`."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(chance.choice(seeds))
        if chance.random() < 0.2:
            other = chance.choice(seeds)
            data[chance.randrange(len(data) + 1) :] = other[chance.randrange(len(other) + 1) :]
        for _ in range(chance.randrange(1, 6)):
            if data:
                chance.choice(_CHANGES)(data, chance)
        yield bytes(data[:_LONGEST])
