"""
Measure what a classroom behind a weak line lives through: `make bench-network`, or `--help`.

A real server, a master, one classroom on the line that is measured and two on good ones,
all in real browsers. Figures are of the stage: the teacher's picture and voice.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path

from tests.bench.__main__ import machine
from tests.bench.table import table
from tests.network.bench import Plan, run
from tests.network.measured import HEAD, Measured, checks, percent, row
from tests.network.spelling import add_line_options, profiles_of

_SENT = (
    "rid",
    "active",
    "frameHeight",
    "framesPerSecond",
    "targetBitrate",
    "qualityLimitationReason",
    "nackCount",
)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_line_options(parser)
    parser.add_argument(
        "--weak",
        choices=["receiver", "speaker", "master"],
        default="receiver",
        help="whose line it is: a classroom that listens, one that has been called on, or the teacher's",
    )
    parser.add_argument("--start", type=float, default=20, help="seconds before the measurement")
    parser.add_argument("--seconds", type=float, default=60, help="of each measurement")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each profile")
    parser.add_argument("--seed", type=int, default=1, help="of the lines' chances")
    parser.add_argument("--json", type=Path, help="also write everything that was measured into this file")
    return parser.parse_args()


def plan_of(arguments: argparse.Namespace) -> Plan:
    """A classroom is filmed well only where it is looked at: all browsers share this machine."""
    chosen = Plan(arguments.weak, arguments.start, arguments.seconds, arguments.repeat, arguments.seed)
    return replace(chosen, classroom=(640, 360, 25)) if arguments.weak == "speaker" else chosen


def say(text: str) -> None:
    print(text, file=sys.__stdout__, flush=True)


def tell(measured: Measured) -> None:
    """Everything about one run that does not fit the table, while the next one runs."""
    failed = [check.measure for check in checks(measured) if not check.passed]
    late = measured.late_ms
    say(f"{measured.profile.name}: {'fails ' + ', '.join(failed) if failed else 'passes'}")
    say(f"  the relay was late by {late['p50']} ms, p99 {late['p99']} ms, at worst {late['worst']} ms")
    say(f"  packets {measured.packets}; joined in {measured.joined_s:.1f} s; hands {measured.hands}")
    for name, one in (measured.receivers | measured.others).items():
        said = " | ".join(one.words) or "nothing"
        say(f"  {name}: {one.fps:.1f} fps, frozen {percent(one.frozen)}, concealed {percent(one.concealed)}")
        say(f"    heights {one.heights}, {one.path}, says {said}")
        say(f"    {', '.join(f'{name} {count:.0f}' for name, count in one.repair.items())}")
    for layer in measured.sending:
        say("  sent: " + " ".join(f"{name}={layer[name]}" for name in _SENT if layer[name] is not None))


def main() -> None:
    arguments = parse()
    profiles = profiles_of(arguments)
    say(machine() + "\n")
    # What the servers say meanwhile is not part of the table.
    with contextlib.redirect_stdout(sys.stderr):
        runs = asyncio.run(run(plan_of(arguments), profiles, tell))
    say("\n" + table(HEAD, [row(measured) for measured in runs]))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(measured) for measured in runs], indent=1))


if __name__ == "__main__":
    main()
