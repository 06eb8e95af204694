"""Wrap-around arithmetic: RTP counts in 16 and 32 bits, and every lesson outlasts them."""

from __future__ import annotations

SEQUENCE_MODULUS = 1 << 16
SEQUENCE_HALF = 1 << 15


def forward_distance(start: int, end: int) -> int:
    """How many steps lead forward from one sequence number to another, 0 to 65535."""
    return (end - start) & 0xFFFF


def is_newer(sequence: int, than: int) -> bool:
    """Whether a sequence number comes after another, seen over the shorter way round."""
    return 0 < ((sequence - than) & 0xFFFF) < SEQUENCE_HALF


class Unwrapper:
    """
    Turn wrapping numbers of `bits` bits into ever growing ones.

    Each value is taken to be the one nearest to the newest seen so far, so late
    values get their old place. The first value is kept as it is; values from
    before it may come out negative.
    """

    __slots__ = ("_half", "_mask", "newest")

    def __init__(self, bits: int) -> None:
        self._mask = (1 << bits) - 1
        self._half = 1 << (bits - 1)
        self.newest: int | None = None

    def unwrap(self, value: int) -> int:
        """The value's place on the endless line, in the same unit."""
        newest = self.newest
        if newest is None:
            self.newest = value
            return value
        step = (value - newest) & self._mask
        if step >= self._half:
            return newest + step - self._mask - 1
        self.newest = newest + step
        return self.newest
