"""Read single bits and Exp-Golomb numbers, most significant bit first, as codec headers have them."""

from __future__ import annotations


class Bits:
    """A place in some bytes, counted in bits; reading past the end raises `ValueError`."""

    __slots__ = ("_at", "_size", "_value")

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._size = 8 * len(data)
        self._at = 0

    def read(self, count: int) -> int:
        """The next `count` bits as a number."""
        end = self._at + count
        if end > self._size:
            raise ValueError("the header ends early")
        self._at = end
        return (self._value >> (self._size - end)) & ((1 << count) - 1)

    def flag(self) -> bool:
        return self.read(1) == 1

    def unsigned(self) -> int:
        """An Exp-Golomb number, ue(v) of H.264."""
        zeros = 0
        while not self.read(1):
            zeros += 1
            if zeros > 32:
                raise ValueError("not an Exp-Golomb number")
        return (1 << zeros) - 1 + self.read(zeros)

    def signed(self) -> int:
        """A signed Exp-Golomb number, se(v) of H.264."""
        code = self.unsigned()
        return (code + 1) // 2 if code & 1 else -(code // 2)
