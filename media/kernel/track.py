"""The lanes of one encoding, and what has gone through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from media.kernel.lane import Lane
from media.kernel.library import Kernel

#: SSRC, payload type and sequence number of a packet.
Place = tuple[int, int, int]


class Track:
    """
    The `struct track` of an encoding.

    While it is `open` the intake sends what comes next on by itself. Its lanes and
    what they point to live for as long as they are set.
    """

    __slots__ = ("_ffi", "_kept", "_lanes", "struct")

    def __init__(self, kernel: Kernel, has_pictures: bool) -> None:
        self._ffi = kernel.ffi
        self._lanes: Sequence[Lane] = ()
        self._kept: tuple[Any, ...] = ()
        self.struct = kernel.ffi.new("struct track *")
        self.struct.has_pictures = has_pictures

    @property
    def packets(self) -> int:
        count: int = self.struct.packets
        return count

    @property
    def octets(self) -> int:
        count: int = self.struct.octets
        return count

    @property
    def at(self) -> float:
        """When the last of them went."""
        when: float = self.struct.at
        return when

    @property
    def next(self) -> Place:
        """What comes next."""
        track = self.struct
        return track.ssrc, track.payload_type, track.next

    def go_on(self, following: Place) -> None:
        """Expect this next."""
        self.struct.ssrc, self.struct.payload_type, self.struct.next = following

    def count(self, packets: int, octets: int, now: float) -> None:
        """So much has gone through all lanes."""
        track = self.struct
        track.packets += packets
        track.octets += octets
        track.at = now

    def carry(self, lanes: Sequence[Lane]) -> None:
        """Send on these lanes from now on."""
        places = self._ffi.new("struct lane *[]", [lane.struct for lane in lanes])
        refused = self._ffi.new("uint8_t[]", len(lanes))
        track = self.struct
        track.lanes, track.refused, track.lane_count = places, refused, len(lanes)
        self._lanes, self._kept = lanes, (places, refused)

    def refused(self) -> list[int]:
        """The places of the lanes that led nowhere in the last call."""
        flags = self._kept[1]
        return [place for place in range(len(self._lanes)) if flags[place]]

    def open(self) -> None:
        """Let the intake send on what comes."""
        self.struct.open = 1

    def close(self) -> None:
        """Leave everything to Python again."""
        self.struct.open = 0
