"""Tell a sender when each of its packets arrived (draft-holmer-rmcat-transport-wide-cc-extensions-01)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from media.packets.words import build_packet

_HEAD = struct.Struct("!IIHHI")
_FORMAT, _PACKET_TYPE = 15, 205
_MISSING, _SMALL, _LARGE = 0, 1, 2
_LONGEST_RUN = 0x1FFF
#: Arrival times are counted in units of 250 us, the reference time in 64 ms.
TICKS_PER_SECOND = 4000
_TICKS_PER_REFERENCE = 256


@dataclass(frozen=True, slots=True)
class TransportFeedback:
    """
    Arrival of consecutive transport-wide sequence numbers from `base` on.

    `arrivals` are in ticks of 250 us on the receiver's own clock (wrapping with
    the 24-bit reference time), `None` for a packet that has not come.
    """

    sender_ssrc: int
    media_ssrc: int
    base: int
    number: int
    arrivals: tuple[int | None, ...]

    def build(self) -> bytes:
        """
        The RTCP packet. Between two neighbouring arrivals there must be less than 8.19 s;
        `ValueError` otherwise.
        """
        first = next((tick for tick in self.arrivals if tick is not None), 0)
        reference = first // _TICKS_PER_REFERENCE
        symbols, deltas = _code(self.arrivals, reference * _TICKS_PER_REFERENCE)
        time_and_number = (reference & 0xFFFFFF) << 8 | self.number & 0xFF
        head = _HEAD.pack(self.sender_ssrc, self.media_ssrc, self.base, len(symbols), time_and_number)
        body = head + b"".join(_chunks(symbols)) + deltas
        return build_packet(_FORMAT, _PACKET_TYPE, body + bytes(-len(body) % 4))

    @classmethod
    def read(cls, body: bytes) -> TransportFeedback:
        """Read what follows the RTCP header; `struct.error` if it is cut."""
        sender, media, base, count, time_and_number = _HEAD.unpack_from(body)
        symbols, at = _read_symbols(body, _HEAD.size, count)
        tick = (time_and_number >> 8) * _TICKS_PER_REFERENCE
        if symbols.count(_SMALL) == count and len(body) >= at + count:
            # Nearly all are like this, and there are many of them.
            came = tuple(accumulate(body[at : at + count], initial=tick))[1:]
            return cls(sender, media, base, time_and_number & 0xFF, came)
        arrivals: list[int | None] = []
        for symbol in symbols:
            if symbol not in (_SMALL, _LARGE):
                arrivals.append(None)
                continue
            (delta,) = struct.unpack_from("!B" if symbol == _SMALL else "!h", body, at)
            at += symbol
            tick += delta
            arrivals.append(tick)
        return cls(sender, media, base, time_and_number & 0xFF, tuple(arrivals))


def _code(arrivals: Sequence[int | None], tick: int) -> tuple[list[int], bytes]:
    symbols = []
    deltas = []
    for arrival in arrivals:
        if arrival is None:
            symbols.append(_MISSING)
            continue
        delta = arrival - tick
        tick = arrival
        if 0 <= delta <= 0xFF:
            symbols.append(_SMALL)
            deltas.append(delta.to_bytes(1, "big"))
        elif -0x8000 <= delta <= 0x7FFF:
            symbols.append(_LARGE)
            deltas.append(delta.to_bytes(2, "big", signed=True))
        else:
            raise ValueError("arrivals are too far apart for one feedback packet")
    return symbols, b"".join(deltas)


def _chunks(symbols: Sequence[int]) -> Iterator[bytes]:
    at = 0
    while at < len(symbols):
        size, chunk = _next_chunk(symbols, at)
        yield struct.pack("!H", chunk)
        at += size


def _next_chunk(symbols: Sequence[int], at: int) -> tuple[int, int]:
    run = _run_length(symbols, at)
    ahead = symbols[at : at + 14]
    if run >= 14 or (run >= 7 and _LARGE in ahead):
        return run, symbols[at] << 13 | run
    if _LARGE not in ahead:
        return 14, 0x8000 | sum(symbol << (13 - place) for place, symbol in enumerate(ahead))
    return 7, 0xC000 | sum(symbol << (12 - 2 * place) for place, symbol in enumerate(ahead[:7]))


def _run_length(symbols: Sequence[int], at: int) -> int:
    end = at + 1
    while end < len(symbols) and symbols[end] == symbols[at] and end - at < _LONGEST_RUN:
        end += 1
    return end - at


def _read_symbols(body: bytes, at: int, count: int) -> tuple[list[int], int]:
    symbols: list[int] = []
    while len(symbols) < count:
        (chunk,) = struct.unpack_from("!H", body, at)
        at += 2
        if not chunk & 0x8000:
            symbols += [chunk >> 13] * (chunk & 0x1FFF)
        elif chunk & 0x4000:
            symbols += [chunk >> shift & 3 for shift in range(12, -1, -2)]
        else:
            symbols += [chunk >> shift & 1 for shift in range(13, -1, -1)]
    return symbols[:count], at
