"""Take from this process what a hostile file could use: memory, time, core dumps, the network."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
#: What one written file may measure.
_FILE_BYTES = 8 << 30
#: Until the file has shown how much there is to do.
FIRST_CPU_S = 60
#: What the system refuses when there is no room, or the file has become too large.
_REFUSALS = {errno.ENOSPC: "disk_full", errno.EDQUOT: "disk_full", errno.EFBIG: "too_heavy"}


def confine(memory_mb: int, cpu_s: int) -> None:
    """Bound what this process and its children may take; for good."""
    os.nice(10)
    memory = memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (min(FIRST_CPU_S, cpu_s), cpu_s))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    _leave_network()


def allow_cpu(seconds: float) -> None:
    """Let the work go on for so long from now, within what the whole may take."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (min(wanted, most), most))


def refusal(number: int | None, otherwise: str) -> str:
    """The code of a failure by its `errno`; `otherwise` for one that is not about room."""
    return _REFUSALS.get(number or 0, otherwise)


def _leave_network() -> bool:
    """Go into a network namespace without interfaces, where the system lets unprivileged people do so."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    maps = {"setgroups": "deny", "uid_map": f"{user} {user} 1", "gid_map": f"{group} {group} 1"}
    if libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    try:
        # LibreOffice wants to be somebody.
        for name, line in maps.items():
            Path("/proc/self", name).write_text(line, encoding="ascii")
    except OSError:
        return False
    return True
