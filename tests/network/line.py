"""One school's line: both directions of the emulator with its outages, in virtual time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.network.profiles import Profile
from tests.support.network import Network


@dataclass(frozen=True)
class Change:
    """What has happened to the line: `cut`, `back` or `moved` (its address is another)."""

    kind: str
    at: float


class Line:
    """
    What a profile says, as two networks; everything that a school does shares them.

    `up` leads from the school to the server. `wind(now)` lets the outages of the
    profile happen and tells of them.
    """

    def __init__(self, profile: Profile, seed: int, now: float) -> None:
        self.up, self.down = Network(profile.up, 2 * seed), Network(profile.down, 2 * seed + 1)
        self.become(profile, now)

    def become(self, profile: Profile, now: float) -> None:
        """Another profile from now on; what is under way still arrives."""
        self.profile = profile
        self.up.conditions, self.down.conditions = profile.up, profile.down
        self.up.cut = self.down.cut = False
        self._turn = now + profile.outages.first if profile.outages else None

    @property
    def round_trip(self) -> float:
        return self.profile.round_trip

    @property
    def next_change(self) -> float | None:
        """When `wind` has something to do again."""
        return self._turn

    def cut(self, now: float) -> Change:
        """The line is dead until `restore`."""
        self.up.cut = self.down.cut = True
        return Change("cut", now)

    def restore(self, now: float) -> Change:
        self.up.cut = self.down.cut = False
        return Change("back", now)

    def wind(self, now: float) -> Sequence[Change]:
        """Everything that has happened by itself until now."""
        outages, changes = self.profile.outages, []
        while outages and self._turn is not None and self._turn <= now:
            if self.up.cut:
                if outages.new_address:
                    changes.append(Change("moved", self._turn))
                changes.append(self.restore(self._turn))
                self._turn += outages.every - outages.lasts
            else:
                changes.append(self.cut(self._turn))
                self._turn += outages.lasts
        return changes

    def counters(self) -> dict[str, dict[str, int]]:
        """Packets sent and dropped in each direction since `forget`, by reason."""
        return {
            name: {"sent": network.sent, **network.dropped}
            for name, network in (("up", self.up), ("down", self.down))
        }

    def forget(self) -> None:
        for network in (self.up, self.down):
            network.sent = 0
            network.dropped.clear()


def steady(profile: Profile) -> Profile:
    """The same line without its outages, for the time before they are to begin."""
    return replace(profile, outages=None)
