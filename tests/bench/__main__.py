"""
Measure, and print tables for docs/PERFORMANCE.md: `make bench`, or `python -m tests.bench --help`.

Ratios within one run are what counts: other work on the machine moves all figures.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import sys
from pathlib import Path

from tests.bench import browsers, lessons, sfu

PARTS = ("sfu", "lessons", "browsers")


def machine() -> str:
    """What the figures were measured on, in one line."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores of {model}, Linux {platform.release()}, {python}"


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="some of the parts")
    parser.add_argument("--receivers", type=int, nargs="+", default=[3, 10, 30, 60, 120])
    parser.add_argument("--seconds", type=float, default=3, help="of each run")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each server")
    parser.add_argument("--without-kernel", action="store_true", help="also measure plain Python")
    parser.add_argument(
        "--like-browsers", action="store_true", help="receivers give transport-wide feedback and take RTX"
    )
    parser.add_argument("--against", nargs="*", default=[], help="other checkouts to compare with")
    parser.add_argument("--no-janus", action="store_true", help="leave Janus out even where it is installed")
    parser.add_argument("--steps", type=int, nargs="+", default=[1, 2, 4, 6, 8, 10, 12])
    parser.add_argument("--lesson-seconds", type=float, default=4, help="of each step")
    parser.add_argument("--joins", type=int, default=8, help="how often a terminal opens its link")
    parser.add_argument("--lessons", type=int, default=3, help="how many lessons are ended and replayed")
    return parser.parse_args()


def say(text: str) -> None:
    print(text, "\n", file=sys.__stdout__, flush=True)


async def main(arguments: argparse.Namespace) -> None:
    say(machine())
    parts = {"sfu": sfu.bench, "lessons": lessons.bench, "browsers": browsers.bench}
    for part in arguments.only:
        await parts[part](arguments, say)


if __name__ == "__main__":
    # What the servers say meanwhile is not part of the tables.
    with contextlib.redirect_stdout(sys.stderr):
        asyncio.run(main(parse()))
