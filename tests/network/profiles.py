"""What lines schools have, as data: both directions, outages, and what pupils must get over it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.support.network import Conditions

# A queue shorter than this drops within one keyframe, longer than this is a bloated one.
_QUEUE_S = 0.3
_SHORTEST_QUEUE = 16_000


@dataclass(frozen=True)
class Outages:
    """The line is dead for `lasts` seconds every `every` seconds; afterwards the school has a new address."""

    every: float
    lasts: float
    first: float = 10.0
    new_address: bool = True


@dataclass(frozen=True)
class Demands:
    """
    What the weak line's classroom must get; `None` demands nothing.

    Shares are 0 to 1 of the measured time, `fps` and `height` of the teacher's picture,
    `sound_s` and `picture_s` from a line's return until each is there again.
    """

    fps: float | None = None
    height: int | None = None
    frozen: float | None = None
    concealed: float | None = None
    paused: bool = False
    sound_s: float | None = None
    picture_s: float | None = None


@dataclass(frozen=True)
class Profile:
    """A line between a school and the server; `udp` and `ice_tcp` say what its firewall lets through."""

    name: str
    down: Conditions
    up: Conditions
    outages: Outages | None = None
    udp: bool = True
    ice_tcp: bool = True
    demands: Demands = field(default_factory=Demands)

    @property
    def round_trip(self) -> float:
        return self.down.delay + self.up.delay + (self.down.jitter + self.up.jitter) / 2


def queue_for(rate: float | None) -> int:
    """The bytes that wait before a link of this rate where nobody says otherwise."""
    return max(_SHORTEST_QUEUE, round((rate or 0) / 8 * _QUEUE_S))


def direction(
    rate: float | None, loss: float, round_trip: float, jitter: float, run: tuple[int, int] | None = None
) -> Conditions:
    """
    Half of a line, from the figures that people give of both halves.

    The jitter spreads around half the round trip, so it does not make the line longer.
    """
    return Conditions(
        loss=loss,
        run=run,
        delay=max(0.0, (round_trip - jitter) / 2),
        jitter=jitter,
        rate=rate,
        queue=queue_for(rate),
    )


def _line(
    name: str,
    rates: tuple[float, float],
    loss: float,
    round_trip: float,
    jitter: float,
    demands: Demands,
    run: tuple[int, int] | None = None,
) -> Profile:
    down, up = (direction(rate, loss, round_trip, jitter, run) for rate in rates)
    return Profile(name, down, up, demands=demands)


GOOD = _line("good", (20e6, 20e6), 0.0, 0.02, 0.002, Demands(fps=25, height=720, frozen=0.0, concealed=0.01))
PROFILES = {
    profile.name: profile
    for profile in (
        GOOD,
        _line("dsl", (2e6, 512e3), 0.01, 0.06, 0.01, Demands(fps=15, frozen=0.01, concealed=0.01)),
        _line("4g", (1e6, 500e3), 0.05, 0.12, 0.04, Demands(fps=12, concealed=0.02), run=(3, 8)),
        _line("bad", (400e3, 250e3), 0.10, 0.2, 0.06, Demands(fps=7, concealed=0.03)),
        _line("barely", (100e3, 80e3), 0.15, 0.4, 0.08, Demands(concealed=0.08, paused=True)),
        replace(
            GOOD,
            name="flapping",
            outages=Outages(every=30, lasts=5),
            demands=Demands(sound_s=1.0, picture_s=1.5),
        ),
        replace(
            _line("tcp", (20e6, 20e6), 0.01, 0.08, 0.002, Demands(fps=12, concealed=0.03)),
            udp=False,
        ),
        replace(
            _line("turn", (20e6, 20e6), 0.01, 0.08, 0.002, Demands(fps=12, concealed=0.03)),
            udp=False,
            ice_tcp=False,
        ),
    )
}
