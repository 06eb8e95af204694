"""What the receivers of one run got, and what that cost the server's process."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Delivered:
    """
    One load process's findings, or those of several joined.

    `delays` are samples in milliseconds; `server_us` is the server's processor time
    during the run, `load` what the bench itself used, in cores. `sent` are packets,
    `pictures` frames that came and `wanted` those that should have. `resident_kib`
    is what each receiver made the server's memory grow by.
    """

    seconds: float
    delivered: int
    expected: int
    delays: list[float]
    server_us: float
    load: float
    sent: int = 0
    pictures: int = 0
    wanted: int = 0
    resident_kib: float = 0.0

    @property
    def cost_us(self) -> float:
        """Microseconds of the server's processor time per delivered packet."""
        return self.server_us / max(1, self.delivered)

    @property
    def loss(self) -> float:
        """The share of packets that are missing in the sequence numbers."""
        return max(0.0, 1 - self.delivered / max(1, self.expected))

    @property
    def missing(self) -> float:
        """The share of frames that never came, also of pictures that the server left out."""
        return max(0.0, 1 - self.pictures / self.wanted) if self.wanted else 0.0

    @property
    def p50_ms(self) -> float:
        return self._delay(0.50)

    @property
    def p99_ms(self) -> float:
        return self._delay(0.99)

    def _delay(self, share: float) -> float:
        ordered = sorted(self.delays) or [math.inf]
        return ordered[math.ceil(share * len(ordered)) - 1]


def joined(parts: Sequence[Delivered]) -> Delivered:
    """The run of which each process has seen a part, at the same time."""
    return Delivered(
        seconds=statistics.mean(part.seconds for part in parts),
        delivered=sum(part.delivered for part in parts),
        expected=sum(part.expected for part in parts),
        delays=[delay for part in parts for delay in part.delays],
        server_us=statistics.mean(part.server_us for part in parts),
        load=sum(part.load for part in parts),
        sent=sum(part.sent for part in parts),
        pictures=sum(part.pictures for part in parts),
        wanted=sum(part.wanted for part in parts),
    )
