"""
Fuzz one target for a while, led by coverage: `make fuzz`, or `python -m tests.fuzz publisher --seconds 600`.

With atheris (`pip install atheris`) inputs that reach new code are kept in
`var/fuzz/TARGET` and grown further; without it the seeds are mutated blindly.
What makes a target fail is left in `var/fuzz/crash-…`: give it as `--again`.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import itertools
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.mutation import mutated

FOLDER = Path("var/fuzz")
TARGETS = ("stun", "packets", "frames", "description", "publisher", "receiver", "stranger")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", nargs="*", default=TARGETS, help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--again", type=Path, help="only this input")
    return parser.parse_args()


async def fuzz(name: str, seconds: int, again: bytes | None) -> None:
    """Needs a loop because a lesson does; the targets are imported where atheris can watch it."""
    if again is None and importlib.util.find_spec("atheris"):
        led_by_coverage(name, seconds)
    else:
        target = load(name)
        inputs = [again] if again is not None else itertools.chain.from_iterable(endlessly(target.seeds))
        end = time.monotonic() + seconds
        count = 0
        for data in itertools.takewhile(lambda data: time.monotonic() < end, inputs):
            target.take(data)
            count += 1
        print(f"{name}: {count} inputs, no failure")


def endlessly(seeds: list[bytes]):
    return (mutated(seeds, 1000, seed) for seed in itertools.count())


def load(name: str):
    from tests.fuzz.lesson import Lesson
    from tests.fuzz.targets import within, without_lesson

    stateless = without_lesson()
    return stateless[name] if name in stateless else within(Lesson())[name]


def led_by_coverage(name: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["media"]):
        target = load(name)
    corpus = FOLDER / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", "-max_len=4096", "-rss_limit_mb=1024", "-print_final_stats=1"]
    atheris.Setup(["fuzz", *limits, f"-artifact_prefix={FOLDER}/", str(corpus)], target.take)
    atheris.Fuzz()


def main() -> int:
    """One target here; several in processes of their own, for libFuzzer ends its process."""
    given = parse()
    if len(given.target) == 1:
        again = given.again.read_bytes() if given.again else None
        asyncio.run(fuzz(given.target[0], given.seconds, again))
        return 0
    command = [sys.executable, "-m", "tests.fuzz", "--seconds", str(given.seconds)]
    return max(subprocess.run([*command, target], check=False).returncode for target in given.target)


if __name__ == "__main__":
    sys.exit(main())
