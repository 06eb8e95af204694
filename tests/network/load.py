"""How busy this machine is, and how much of it is the bench itself: a starved browser measures nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Reading:
    """Seconds of processor time since the machine and the processes began, over all cores."""

    busy: float
    whole: float
    own: float


@dataclass(frozen=True)
class Load:
    """Shares of all cores, 0 to 1: everything together, and the bench with its browsers and server."""

    all: float
    own: float


def read() -> Reading:
    ticks = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    idle = ticks[3] + ticks[4]
    return Reading((sum(ticks) - idle) / _TICKS, sum(ticks) / _TICKS, _tree_seconds(os.getpid()))


def between(before: Reading, after: Reading) -> Load:
    whole = after.whole - before.whole
    return Load((after.busy - before.busy) / whole, (after.own - before.own) / whole)


def _tree_seconds(root: int) -> float:
    """The time that a process and all its living descendants have used."""
    parents, seconds = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        process = int(path.parent.name)
        parents[process] = int(words[1])
        seconds[process] = (int(words[11]) + int(words[12])) / _TICKS
    return sum(used for process, used in seconds.items() if _descends(process, root, parents))


def _descends(process: int, root: int, parents: dict[int, int]) -> bool:
    while process != root and process in parents:
        process = parents[process]
    return process == root
