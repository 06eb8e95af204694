"""One room's switchboard: which producer goes into which slot of which receiver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from media.routing.downlink import DownLink
from media.routing.microphones import NOT_AMONG_LOUDEST, PLACES, Microphones
from media.routing.producer import Producer
from media.routing.slot import Slot
from media.routing.uplink import UpLink


class SlotRoute(Protocol):
    """The producer ids that one slot shall carry; how early its picture comes, how high it is drawn."""

    @property
    def slot(self) -> int: ...
    @property
    def audio(self) -> str | None: ...
    @property
    def video(self) -> str | None: ...
    @property
    def audio_rank(self) -> int: ...
    @property
    def video_rank(self) -> int: ...
    @property
    def height(self) -> int | None: ...


class Router:
    """
    The links of one room by transport name, and its producers by id.

    Routes name producers, not links: one that is not there yet is taken when it
    appears, and one that is published again takes its old places. Recorders
    attach through the two callbacks. Of the open `microphones` the loudest are
    sent on, beside the teacher's (`audio_rank` 0).
    """

    def __init__(
        self,
        on_producer: Callable[[Producer], None] | None = None,
        on_producer_closed: Callable[[str], None] | None = None,
        microphones: int = PLACES,
    ) -> None:
        self.producers: dict[str, Producer] = {}
        self.uplinks: dict[str, UpLink] = {}
        self.downlinks: dict[str, DownLink] = {}
        self.on_producer = on_producer
        self.on_producer_closed = on_producer_closed
        self._routes: dict[str, dict[int, SlotRoute]] = {}
        self._microphones = Microphones(self.producers, microphones)
        self._past: Counter[str] = Counter()
        self._now = 0.0

    def add_uplink(self, name: str, uplink: UpLink) -> None:
        """Take over a publisher's producers, also those that it adds later; replaces one of that name."""
        if self.uplinks.get(name) is not uplink:
            self.remove_uplink(name)
        self.uplinks[name] = uplink
        uplink.on_producer = self._add_producer
        for producer in uplink.producers.values():
            self._add_producer(producer)

    def remove_uplink(self, name: str) -> None:
        """Close a publisher's producers; without one of that name nothing happens."""
        uplink = self.uplinks.pop(name, None)
        if uplink is not None:
            uplink.close()
            uplink.on_producer = None
            self._past += uplink.counters()

    def add_downlink(self, name: str, downlink: DownLink) -> None:
        """Feed a receiver by the routes given for its name, before or later; replaces one of that name."""
        if self.downlinks.get(name) is not downlink:
            self._close_downlink(name)
        self.downlinks[name] = downlink
        self._apply(name, self._latest())

    def remove_downlink(self, name: str) -> None:
        """Close a receiver's link and forget its routes; without one nothing happens."""
        self._close_downlink(name)
        self._routes.pop(name, None)
        self._note_teachers()

    def _close_downlink(self, name: str) -> None:
        downlink = self.downlinks.pop(name, None)
        if downlink is not None:
            downlink.close()
            self._past += downlink.counters()

    def route(self, name: str, routes: Sequence[SlotRoute], now: float) -> None:
        """Let a receiver's slots carry exactly these producers; a slot that is not named carries nothing."""
        self._now = now
        self._routes[name] = {route.slot: route for route in routes}
        self._note_teachers()
        self._apply(name, now)

    def _note_teachers(self) -> None:
        ranked = (
            (each.audio, each.audio_rank) for routes in self._routes.values() for each in routes.values()
        )
        self._microphones.always = frozenset(audio for audio, rank in ranked if audio and rank == 0)

    def _apply(self, name: str, now: float) -> None:
        downlink = self.downlinks.get(name)
        if downlink is None:
            return
        routes = self._routes.get(name, {})
        for number, slot in downlink.slots.items():
            self._fill(slot, routes.get(number), now)
        downlink.thinning.think(now)

    def _fill(self, slot: Slot, route: SlotRoute | None, now: float) -> None:
        audio = self.producers.get(route.audio) if route is not None and route.audio else None
        video = self.producers.get(route.video) if route is not None and route.video else None
        if route is not None:
            slot.audio_rank, slot.video_rank = route.audio_rank, route.video_rank
            slot.height = route.height
        slot.take("audio", audio, now)
        slot.take("video", video, now)
        self._microphones.settle(slot, now)

    def _add_producer(self, producer: Producer) -> None:
        known = self.producers.get(producer.id)
        if known is producer or producer.closed:
            return
        if known is not None:
            self._remove_producer(known)
        self.producers[producer.id] = producer
        producer.on_closed = self._remove_producer
        self._apply_all()
        if self.on_producer is not None:
            self.on_producer(producer)

    def _remove_producer(self, producer: Producer) -> None:
        # One that was published again elsewhere has left its place to its successor.
        if self.producers.get(producer.id) is not producer:
            return
        del self.producers[producer.id]
        self._apply_all()
        if self.on_producer_closed is not None:
            self.on_producer_closed(producer.id)

    def _apply_all(self) -> None:
        now = self._latest()
        for name in self.downlinks:
            self._apply(name, now)

    def _latest(self) -> float:
        """The time that was heard last; what follows from closing something is told no other."""
        heard = [uplink.now for uplink in self.uplinks.values()]
        heard += [downlink.now for downlink in self.downlinks.values()]
        return max(self._now, *heard) if heard else self._now

    def tick(self, now: float) -> bool:
        """
        Let every link do what is due.

        Whether something presses: then call it again in 20 ms, otherwise 100 are soon enough.
        """
        self._now = now
        presses = False
        for uplink in self.uplinks.values():
            uplink.tick(now)
            presses |= uplink.presses
        self._microphones.tick(self._slots(), now)
        for downlink in self.downlinks.values():
            if now >= downlink.due:
                downlink.tick(now)
                presses |= downlink.due <= now
        return presses

    def _slots(self) -> Iterator[Slot]:
        return (slot for downlink in self.downlinks.values() for slot in downlink.slots.values())

    def counters(self) -> Counter[str]:
        """Totals of the room since its start, of closed links too."""
        totals = self._past.copy()
        totals[f"drop_{NOT_AMONG_LOUDEST}"] = self._microphones.interruptions
        for uplink in self.uplinks.values():
            totals += uplink.counters()
        for downlink in self.downlinks.values():
            totals += downlink.counters()
        return totals

    def close(self) -> None:
        """Close every link, and let go of the owner. May be called again."""
        for name in list(self.uplinks):
            self.remove_uplink(name)
        for name in list(self.downlinks):
            self.remove_downlink(name)
        self.on_producer = self.on_producer_closed = None
