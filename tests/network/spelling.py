"""How a line is written down: as JSON between processes, and in figures on a command line."""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict, replace
from typing import Any

from tests.network.profiles import PROFILES, Demands, Outages, Profile, direction, queue_for
from tests.support.network import Conditions

_FACTORS = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}


def write_profile(profile: Profile) -> dict[str, Any]:
    return asdict(profile)


def read_profile(written: dict[str, Any]) -> Profile:
    """The profile that `write_profile` has written, also after a way as JSON."""
    outages = written["outages"]
    return Profile(
        name=written["name"],
        down=_conditions(written["down"]),
        up=_conditions(written["up"]),
        outages=Outages(**outages) if outages else None,
        udp=written["udp"],
        ice_tcp=written["ice_tcp"],
        demands=Demands(**written["demands"]),
    )


def _conditions(written: dict[str, Any]) -> Conditions:
    run = written["run"]
    return Conditions(**(written | {"run": tuple(run) if run else None}))


def rate(text: str) -> float:
    """Bit/s of `100k`, `1.5M`."""
    match = re.fullmatch(r"([\d.]+)([kMG]?)", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text}: a rate is written like 500k or 1.5M")
    return float(match[1]) * _FACTORS[match[2]]


def run(text: str) -> tuple[int, int]:
    """Shortest and longest of `3-8`."""
    shortest, _, longest = text.partition("-")
    return int(shortest), int(longest or shortest)


def outages(text: str) -> Outages:
    """`5/30`: five seconds dead every thirty."""
    lasts, _, every = text.partition("/")
    return Outages(every=float(every), lasts=float(lasts))


def add_line_options(parser: argparse.ArgumentParser) -> None:
    """Everything that says what the line is like; a figure given beside a profile replaces the profile's."""
    line = parser.add_argument_group("the line")
    line.add_argument("--profile", nargs="+", default=[], metavar="NAME", help=", ".join(PROFILES))
    line.add_argument("--down", type=rate, help="bit/s to the school, like 1M")
    line.add_argument("--up", type=rate, help="bit/s from the school")
    line.add_argument("--loss", type=float, help="per cent, both ways")
    line.add_argument("--burst", type=run, help="losses in runs of so many packets, like 3-8")
    line.add_argument("--rtt", type=float, help="ms")
    line.add_argument("--jitter", type=float, help="ms")
    line.add_argument("--reorder", type=float, help="per cent of packets that are overtaken")
    line.add_argument("--duplicate", type=float, help="per cent of packets that come twice")
    line.add_argument("--queue", type=float, help="ms of the rate that wait before the link")
    line.add_argument(
        "--outage", type=outages, help="5/30: dead for 5 s every 30 s, a new address afterwards"
    )
    line.add_argument("--no-udp", action="store_true", help="the firewall lets no UDP through")
    line.add_argument("--no-ice-tcp", action="store_true", help="nor ICE over TCP")


def profiles_of(arguments: argparse.Namespace) -> list[Profile]:
    """The lines that the command line asks for; raises `SystemExit` for a name that there is not."""
    unknown = [name for name in arguments.profile if name not in PROFILES]
    if unknown:
        raise SystemExit(f"no profile {', '.join(unknown)}; there are {', '.join(PROFILES)}")
    chosen = [PROFILES[name] for name in arguments.profile]
    if not _is_own(arguments):
        return chosen or list(PROFILES.values())
    return [_changed(profile, arguments) for profile in chosen or [_blank(arguments)]]


_OWN = ("down", "up", "loss", "burst", "rtt", "jitter", "reorder", "duplicate", "queue", "outage")


def _is_own(arguments: argparse.Namespace) -> bool:
    figures = any(getattr(arguments, name) is not None for name in _OWN)
    return figures or arguments.no_udp or arguments.no_ice_tcp


def _blank(arguments: argparse.Namespace) -> Profile:
    clean = direction(None, 0.0, 0.02, 0.0)
    return Profile("own", clean, clean)


def _changed(profile: Profile, arguments: argparse.Namespace) -> Profile:
    return replace(
        profile,
        down=_direction(profile.down, arguments.down, arguments),
        up=_direction(profile.up, arguments.up, arguments),
        outages=arguments.outage or profile.outages,
        udp=profile.udp and not arguments.no_udp,
        ice_tcp=profile.ice_tcp and not arguments.no_ice_tcp,
    )


def _direction(known: Conditions, bits: float | None, arguments: argparse.Namespace) -> Conditions:
    def share(name: str, before: float) -> float:
        given: float | None = getattr(arguments, name)
        return before if given is None else given / 100

    jitter = known.jitter if arguments.jitter is None else arguments.jitter / 1000
    middle = known.delay + known.jitter / 2 if arguments.rtt is None else arguments.rtt / 2000
    speed = known.rate if bits is None else bits
    waiting = queue_for(speed) if speed != known.rate else known.queue
    if arguments.queue is not None:
        waiting = round((speed or 0) / 8 * arguments.queue / 1000)
    return replace(
        known,
        rate=speed,
        loss=share("loss", known.loss),
        run=arguments.burst or known.run,
        delay=max(0.0, middle - jitter / 2),
        jitter=jitter,
        reorder=share("reorder", known.reorder),
        duplicate=share("duplicate", known.duplicate),
        queue=waiting,
    )
