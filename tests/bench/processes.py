"""Read from the kernel what a process has used."""

from __future__ import annotations

from pathlib import Path

_KIB = 1024


def processor_seconds(process: int) -> float:
    """
    Time on a processor of all the process's threads, user and system.

    From `schedstat`, which counts nanoseconds where `stat` counts ticks of 10 ms;
    a thread that has ended meanwhile is not counted.
    """
    threads = Path(f"/proc/{process}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def resident_bytes(process: int) -> int:
    """The memory that the process holds now."""
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * _KIB
