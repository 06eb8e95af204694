"""Tell control how every line of a room is, and at once when a picture comes or goes because of it."""

from __future__ import annotations

from collections.abc import Callable

from media.routing.downlink import DownLink
from media.routing.router import Router
from media.routing.thinning import Picture
from media.routing.uplink import UpLink
from media.worker.protocol import LineNews, SlotPicture

_EVERY_S = 2.0
#: Losses come in runs: of two seconds alone one run would be a tenth.
_NEWEST = 0.25


class _Received:
    """What an up-link had brought when it was last asked."""

    def __init__(self) -> None:
        self.at: float | None = None
        self.octets = self.expected = self.packets = 0
        self.loss: float | None = None


class LineWatch:
    """
    The lines of one room's links.

    `tick` is called some times a second and makes events of what is new.
    """

    def __init__(self, room: str, router: Router, report: Callable[[LineNews], None]) -> None:
        self._room = room
        self._router = router
        self._report = report
        self._told: dict[str, list[Picture]] = {}
        self._due: dict[str, float] = {}
        self._received: dict[str, _Received] = {}

    def tick(self, now: float) -> None:
        """Report each link every two seconds, and a down-link at once when its pictures change."""
        for name, downlink in self._router.downlinks.items():
            pictures = downlink.thinning.pictures(now)
            if pictures != self._told.get(name) or now >= self._due.get(name, 0.0):
                self._told[name] = pictures
                self._due[name] = now + _EVERY_S
                self._report(self._down(name, downlink, pictures, now))
        for name, uplink in self._router.uplinks.items():
            if now >= self._due.get(name, 0.0):
                self._due[name] = now + _EVERY_S
                self._report(self._up(name, uplink, now))
        self._forget_closed()

    def _down(self, name: str, downlink: DownLink, pictures: list[Picture], now: float) -> LineNews:
        rate = downlink.line.rate(now) if downlink.line.measured else downlink.line.reported.rate
        return LineNews(
            room=self._room,
            transport=name,
            rate=round(rate) if rate is not None else None,
            loss=round(downlink.loss, 3),
            rtt=round(downlink.rtt, 3),
            pictures=[
                SlotPicture(slot=each.slot, state=each.state, reason=each.reason, rid=each.rid)
                for each in pictures
            ],
        )

    def _up(self, name: str, uplink: UpLink, now: float) -> LineNews:
        before = self._received.setdefault(name, _Received())
        octets, expected, packets = uplink.bytes_in, 0, 0
        for producer in uplink.producers.values():
            for encoding in producer.encodings.values():
                expected += encoding.reception.expected
                packets += encoding.reception.received
                if producer.kind == "audio":
                    # Repeats under their old numbers have come, but the line lost what they repeat.
                    packets -= encoding.losses.recovered
        rate = loss = None
        # Counts go back where a publisher begins anew.
        if before.at is not None and octets >= before.octets and expected > before.expected:
            rate = round(8 * (octets - before.octets) / (now - before.at))
            missed = (expected - before.expected) - (packets - before.packets)
            share = min(1.0, max(0.0, missed / (expected - before.expected)))
            before.loss = share if before.loss is None else before.loss + _NEWEST * (share - before.loss)
            loss = round(before.loss, 3)
        before.at, before.octets, before.expected, before.packets = now, octets, expected, packets
        return LineNews(room=self._room, transport=name, rate=rate, loss=loss)

    def _forget_closed(self) -> None:
        for name in [*self._due]:
            if name not in self._router.downlinks and name not in self._router.uplinks:
                del self._due[name]
                self._told.pop(name, None)
                self._received.pop(name, None)
