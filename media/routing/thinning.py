"""Decide which layer of each picture a receiver gets, by what its line carries and what it draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from media.bandwidth.ladder import Allocation, Flow, Ladder
from media.bandwidth.line import DownLine
from media.routing.consumer import Consumer
from media.routing.encoding import Encoding
from media.routing.overload import ALL_BUT_LOWEST_LAYERS, CLASSROOMS, NOTHING, PICTURES, Overload
from media.routing.pacing import Paced
from media.routing.slot import Slot
from media.routing.soundrate import SoundRate
from media.routing.subscription import BEST

#: How often it is thought about, while there is something to gain and while all is well.
_EAGER, _CALM = 0.2, 1.0
#: What packets take beside what the rate meters count: SRTP's tag, UDP's and IP's headers.
_WITH_HEADERS = 1.05
#: A layer that has just appeared is taken for one like those of our own client.
_USUAL_COSTS = (150_000.0, 500_000.0, 1_700_000.0)
#: The lower of two layers is enough if this share of what is drawn has pixels.
_SHARP_ENOUGH = 0.85
#: A keyframe takes this long even where all is well.
_KEYFRAME_LASTS = 1.0
#: What is tried while the line is a guess.
_TRIAL_COST = 100_000.0

#: From this rank on a picture is a classroom's.
_CLASSROOM = 2

PictureState = Literal["sent", "reduced", "paused"]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a slot's picture has come to, as `SlotPicture` in the worker's protocol tells it."""

    slot: int
    state: PictureState
    reason: str = ""
    rid: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    slot: int
    consumer: Consumer
    layers: Sequence[Encoding]
    flow: Flow


class Thinning:
    """
    One receiver's share of its line.

    `think` aims each picture's consumer at a layer, or pauses it; `pictures` tells
    what it has come to. `used` is what everything together takes, bit/s. What the
    worker leaves out because it is late (`overload`) is left out on any line.
    """

    def __init__(self, slots: Mapping[int, Slot], line: DownLine) -> None:
        self.used = 0.0
        #: When to think again.
        self.due = 0.0
        self.overload = Overload()
        self._slots = slots
        self._line = line
        self._ladder = Ladder()
        self._sound = SoundRate()
        self._granted: dict[int, tuple[int, int]] = {}
        self._waiting_since: dict[int, float] = {}

    def think(self, now: float) -> None:
        """Share the line out anew."""
        candidates = [found for found in map(self._candidate(now), self._slots.items()) if found is not None]
        sound = self._sound.read(self._slots.values(), now)
        rate = self._line.rate(now)
        budget = float("inf") if rate is None else rate * (1 - self._repeats) - sound
        granted = self._ladder.grant([each.flow for each in candidates], budget, now)
        self._granted = {}
        for each in candidates:
            step = granted.steps[each.flow.key]
            self._granted[each.slot] = (step, len(each.layers) - 1)
            each.consumer.rank = each.flow.rank
            each.consumer.aim(self._ceiling(each, step, rate), now)
        self._settle(granted, sound, rate, now)

    def overrun(self, sink: Paced, now: float) -> None:
        """This picture had to wait too long and was dropped: it gets less for a while."""
        for number, slot in self._slots.items():
            consumer = slot.consumers.get("video")
            if consumer is not None and consumer is sink:
                consumer.skip_ahead()
                self._ladder.lose((number, consumer.producer.id), now)
        self.think(now)

    @property
    def _repeats(self) -> float:
        """The share of the line that repeats of lost packets take."""
        return min(0.25, self._line.estimate.losses.inherent)

    def _settle(self, granted: Allocation, sound: float, rate: float | None, now: float) -> None:
        share = 1 - self._repeats
        self.used = (granted.used + sound) / share
        wanted = (granted.wish + sound) / share if granted.wish is not None else None
        self._line.wish(wanted, self.used)
        calm = (wanted is None or rate is None) and not self._learns(now)
        self.due = now + (_CALM if calm else _EAGER)

    def _learns(self, now: float) -> bool:
        """Whether there is a picture of which it is not known yet what it takes."""
        for slot in self._slots.values():
            consumer = slot.consumers.get("video")
            if consumer is None or consumer.producer.closed:
                continue
            layers = consumer.producer.layers
            if not layers or not layers[0].rate.steady(now):
                return True
        return False

    @staticmethod
    def _ceiling(each: _Candidate, step: int, rate: float | None) -> int | None:
        if step < 0:
            return None
        # Without a limit the best is whatever the publisher adds next.
        drawn_best = each.layers[-1] is each.consumer.producer.layers[-1]
        if rate is None and step == len(each.layers) - 1 and drawn_best:
            return BEST
        return each.layers[step].rank

    def _candidate(self, now: float) -> Callable[[tuple[int, Slot]], _Candidate | None]:
        guessing = self._line.is_guess(now)
        limited = self._line.rate(now) is not None

        def make(item: tuple[int, Slot]) -> _Candidate | None:
            """What one slot could be given; `None` where there is no choice, which is carried out here."""
            number, slot = item
            consumer = slot.consumers.get("video")
            if consumer is None:
                return None
            if not consumer.producer.layers:
                # Whatever comes first must not be more than the line takes.
                consumer.aim(0 if limited else BEST, now)
                return None
            if slot.height == 0 or self._is_shed(slot):
                consumer.aim(None, now)
                return None
            layers = self._kept(_drawable(consumer.producer.layers, slot.height), consumer)
            costs = _costs(layers, now)
            if guessing and len(layers) == 1:
                costs = (min(costs[0], _TRIAL_COST),)
            return _Candidate(
                number, consumer, layers, Flow((number, consumer.producer.id), slot.video_rank, costs)
            )

        return make

    def _is_shed(self, slot: Slot) -> bool:
        """Whether the worker leaves this picture out altogether."""
        shed = self.overload.shed
        return shed >= PICTURES or (shed >= CLASSROOMS and slot.video_rank >= _CLASSROOM)

    def _kept(self, layers: Sequence[Encoding], consumer: Consumer) -> Sequence[Encoding]:
        """The layers that the worker does not leave out, at least the lowest."""
        shed, top = self.overload.shed, consumer.producer.layers[-1]
        if shed == NOTHING or len(layers) == 1:
            return layers
        if shed >= ALL_BUT_LOWEST_LAYERS:
            return layers[:1]
        return [layer for layer in layers if layer is not top]

    def pictures(self, now: float) -> list[Picture]:
        """What has become of every slot's picture that is routed and published."""
        found = []
        for number, slot in self._slots.items():
            consumer = slot.consumers.get("video")
            if consumer is not None and consumer.producer.layers:
                found.append(self._picture(number, slot, consumer, now))
        return found

    def _picture(self, number: int, slot: Slot, consumer: Consumer, now: float) -> Picture:
        if slot.height == 0:
            return Picture(number, "paused", "not_shown")
        if consumer.waiting == "no_codec":
            return Picture(number, "paused", "no_codec")
        if self._is_shed(slot):
            return Picture(number, "paused", "overloaded")
        step, best = self._granted.get(number, (0, 0))
        if step < 0:
            return Picture(number, "paused", "line_too_thin")
        if self._waits(number, consumer, now):
            return Picture(number, "paused", "waiting_for_keyframe")
        layer = consumer.layer
        rid = layer.rid if layer is not None else ""
        if step < best:
            return Picture(number, "reduced", "line_too_thin", rid)
        if self.overload.shed and best < len(_drawable(consumer.producer.layers, slot.height)) - 1:
            return Picture(number, "reduced", "overloaded", rid)
        return Picture(number, "sent", "", rid)

    def _waits(self, number: int, consumer: Consumer, now: float) -> bool:
        if consumer.waiting != "waiting_for_keyframe":
            self._waiting_since.pop(number, None)
            return False
        return now - self._waiting_since.setdefault(number, now) > _KEYFRAME_LASTS


def _drawable(layers: Sequence[Encoding], height: int | None) -> Sequence[Encoding]:
    """The layers up to the first that has as many pixels as are drawn."""
    if height is not None:
        for place, layer in enumerate(layers):
            if layer.height is not None and layer.height >= _SHARP_ENOUGH * height:
                return layers[: place + 1]
    return layers


def _costs(layers: Sequence[Encoding], now: float) -> tuple[float, ...]:
    costs: list[float] = []
    for place, layer in enumerate(layers):
        measured = _WITH_HEADERS * layer.rate.steady(now)
        if not measured and len(layers) > 1:
            measured = _USUAL_COSTS[min(place, len(_USUAL_COSTS) - 1)]
        costs.append(max(measured, costs[-1] if costs else 0.0))
    return tuple(costs)
