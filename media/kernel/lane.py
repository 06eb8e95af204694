"""One receiver's stream, as the compiled loop rewrites it."""

from __future__ import annotations

from array import array
from typing import Any

from media.kernel.library import Kernel
from media.packets.burst import NUMBER_AT, Rewrite

_MOST_BLOCK = 32


class Lane:
    """
    The `struct lane` of one outgoing stream.

    Set it up by `follow` and, where packets are noted, by `note_departures` and
    `note_repeats`. `way` is the peer's, and `owner` who keeps what that points to; all that is
    pointed to lives as long as the lane.
    """

    __slots__ = ("_departures", "_ffi", "_owner", "_repeats", "_way", "struct")

    def __init__(self, kernel: Kernel, way: Any, owner: object) -> None:
        self._ffi = kernel.ffi
        self._way = way
        self._owner = owner
        self._departures: tuple[Any, ...] = ()
        self._repeats: tuple[Any, ...] = ()
        self.struct = kernel.ffi.new("struct lane *")
        self.struct.way = way

    @property
    def ready(self) -> bool:
        """Whether the peer is somewhere that the loop can send to."""
        return bool(self._way.ready)

    def follow(self, rewrite: Rewrite) -> bool:
        """Send what comes rewritten like this from now on; false if that cannot be done here."""
        lane, block = self.struct, rewrite.block
        if len(block) > _MOST_BLOCK or (rewrite.is_numbered and not self._departures):
            return False
        lane.ssrc, lane.timestamp_offset = rewrite.ssrc, rewrite.timestamp_offset
        lane.sequence_offset, lane.payload_type = rewrite.sequence_offset, rewrite.payload_type
        lane.first_byte, lane.block_size = rewrite.first_byte, len(block)
        lane.number_at = NUMBER_AT
        self._ffi.memmove(lane.block, block, len(block))
        next_number, times, sizes = self._departures if rewrite.is_numbered else (self._ffi.NULL,) * 3
        lane.next_number, lane.times, lane.sizes = next_number, times, sizes
        return True

    def note_departures(self, next_number: array[int], times: array[float], sizes: array[int]) -> None:
        """Number packets, and note when they went and their sizes, by number (`DepartureLog.columns`)."""
        look = self._ffi.from_buffer
        self._departures = look("uint64_t[]", next_number), look("double[]", times), look("uint16_t[]", sizes)

    def note_repeats(self, sequences: array[int], numbers: array[int]) -> None:
        """Note the newest sequence numbers and their transport-wide numbers (`Repeats.columns`)."""
        look = self._ffi.from_buffer
        self._repeats = look("int32_t[]", sequences), look("int64_t[]", numbers)
        self.struct.sequences, self.struct.numbers = self._repeats
