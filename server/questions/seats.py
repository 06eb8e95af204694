"""Who sits where with which phone: the first phone that says a seat has it, as long as it is there."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass

from server.questions.passes import Pupil
from signaling.rate import TokenBucket

#: A phone that was not heard of for so long has left its seat to whoever sits down there.
HELD_MS = 60_000
#: Phones that a teacher has sent away, remembered so that they don't sit down again by themselves.
SENT_AWAY = 500
#: Requests of one phone: an answer now and then, a few measurements of the clock, all again after a bad line.
BURST, PER_SECOND = 40, 2.0


@dataclass(slots=True)
class Sitting:
    """One phone at its seat; `streams` are its open connections, `newest` numbers the last of them."""

    device: str
    seen_at: int
    bucket: TokenBucket
    streams: int = 0
    newest: int = 0

    def holds(self, now: int) -> bool:
        """Nobody else can have the seat."""
        return self.streams > 0 or now - self.seen_at < HELD_MS


class Seats:
    """All seats of one lesson that somebody has sat down at; `most` bounds them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._sittings: dict[tuple[str, int], Sitting] = {}
        self._sent_away: OrderedDict[str, None] = OrderedDict()

    def sit(self, pupil: Pupil, now: int, *, anew: bool = False) -> Sitting | str:
        """
        The pupil's sitting, or why there is none: `seat_taken`, `seat_released`, `too_many_phones`.

        `anew` is said by whoever has just typed the seat: a phone that was sent away may come back so.
        """
        if anew:
            self._sent_away.pop(pupil.device, None)
        if pupil.device in self._sent_away:
            return "seat_released"
        place = (pupil.place, pupil.seat)
        sitting = self._sittings.get(place)
        if sitting is not None and sitting.device != pupil.device and sitting.holds(now):
            return "seat_taken"
        if sitting is None or sitting.device != pupil.device:
            if sitting is None and len(self._sittings) >= self._most:
                return "too_many_phones"
            sitting = self._sittings[place] = Sitting(pupil.device, now, TokenBucket(BURST, PER_SECOND, now))
        sitting.seen_at = now
        return sitting

    def release(self, place: str, seat: int) -> bool:
        """Free a seat: its phone is sent away until its pupil types a seat again. False if it was free."""
        sitting = self._sittings.pop((place, seat), None)
        if sitting is None:
            return False
        self._sent_away[sitting.device] = None
        if len(self._sent_away) > SENT_AWAY:
            self._sent_away.popitem(last=False)
        return True

    def has(self, place: str, seat: int, sitting: Sitting) -> bool:
        """Whether this sitting goes on: nobody has freed the seat or sat down there since."""
        return self._sittings.get((place, seat)) is sitting

    def connected(self) -> dict[str, int]:
        """How many phones are connected, by place."""
        return dict(Counter(place for (place, _), sitting in self._sittings.items() if sitting.streams))

    def taken(self) -> list[tuple[str, int, bool]]:
        """Every seat that somebody has sat down at, and whether the phone is connected."""
        return sorted((place, seat, each.streams > 0) for (place, seat), each in self._sittings.items())
