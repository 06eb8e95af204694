"""Members of the board's bench: authors that write, and watchers that note when it reaches them."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from server.tasks import spawn
from signaling.client import Client
from signaling.messages import CueMessage, FromClient, FromClientMessage, ServerMessage
from signaling.tools.board.cues import MarkAdded
from signaling.tools.board.wishes import Inked
from tests.bench.handwriting import Stroke, stroke

_WISH: TypeAdapter[FromClientMessage] = TypeAdapter(FromClient)
_STYLE = {"tool": "pen", "colour": "#1d2426", "width": 4, "gone": False}
PIECE_S = 0.09
#: Bytes of `struct tcp_info` up to `tcpi_bytes_received` and `tcpi_segs_in`.
_BYTES_RECEIVED, _SEGMENTS_IN, _TCP_INFO = 128, 140, 144
#: Headers of IPv4 and TCP with timestamps.
_HEADERS = 52

#: When each mark (its stroke) and each piece of ink (its stroke and first point) was sent.
Sent = dict[tuple[int, int | None], float]


class Watcher(Client):
    """Notes how many milliseconds marks and pieces of ink took to arrive and be applied."""

    def __init__(self, address: str, ticket: str, sent: Sent) -> None:
        super().__init__(address, ticket, spawn)
        self._sent = sent
        self.marks_ms: list[float] = []
        self.ink_ms: list[float] = []

    async def _take(self, message: ServerMessage, connection: Any, backoff: Any) -> None:
        await super()._take(message, connection, backoff)
        now = time.perf_counter()
        if isinstance(message, CueMessage) and isinstance(message.cue.event, MarkAdded):
            self._note(self.marks_ms, (message.cue.event.drawing.stroke, None), now)
        elif isinstance(message, Inked):
            for piece in message.strokes:
                self._note(self.ink_ms, (piece.stroke, piece.start), now)

    def _note(self, times: list[float], key: tuple[int, int | None], now: float) -> None:
        if key in self._sent:
            times.append((now - self._sent[key]) * 1000)

    @property
    def received(self) -> int:
        """Bytes that came over the wire so far, with the headers of their segments."""
        assert self._connection is not None, "joined"
        wire: socket.socket = self._connection.transport.get_extra_info("socket")
        told = wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO)
        (payload,) = struct.unpack_from("Q", told, _BYTES_RECEIVED)
        (segments,) = struct.unpack_from("I", told, _SEGMENTS_IN)
        return int(payload) + int(segments) * _HEADERS


class Writer:
    """Writes `per_minute` strokes a minute on a surface: ink while the hand moves, a mark when it lifts."""

    def __init__(self, client: Client, surface: str, number: int, sent: Sent) -> None:
        self._client, self._surface, self._sent = client, surface, sent
        self._chance = random.Random(number)
        self._number = number * 1_000_000

    async def write(
        self, seconds: float, per_minute: float = 60, lift: Callable[[], None] = lambda: None
    ) -> None:
        """Write for so long, beginning at a time of its own within the first stroke's."""
        await asyncio.sleep(self._chance.uniform(0, 60 / per_minute))
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            begun = time.perf_counter()
            await self.draw()
            lift()
            await asyncio.sleep(max(0.0, begun + 60 / per_minute - time.perf_counter()))

    async def draw(self) -> None:
        """One stroke."""
        self._number += 1
        drawn = stroke(self._number, self._chance)
        for start, points in drawn.pieces:
            await self._say((drawn.number, start), self._ink(drawn, start, points))
            await asyncio.sleep(PIECE_S)
        mark = {"type": "add_mark", "id": self._number, "surface": self._surface, "drawing": drawn.drawing}
        await self._say((drawn.number, None), mark)

    def _ink(self, drawn: Stroke, start: int, points: str) -> dict[str, Any]:
        place = {"surface": self._surface, "stroke": drawn.number, "start": start, "points": points}
        return {"type": "ink", **place, **_STYLE}

    async def _say(self, key: tuple[int, int | None], wish: dict[str, Any]) -> None:
        message = _WISH.validate_python(wish)
        self._sent[key] = time.perf_counter()
        await self._client.say(message)
