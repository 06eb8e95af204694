"""
What the supervisor starts: the control process or one media worker, tied to the supervisor's life.

    python -m server.child PARENT_PID control [CONFIG]
    python -m server.child PARENT_PID media-worker INDEX [CONFIG]
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

from server import lifeline
from server.config import ConfigError, Settings, load

#: macOS names no bound but takes none above its own, which is larger than this.
MOST_OPEN_FILES = 10_240


def main(arguments: list[str]) -> int:
    """Run until stopped; returns the exit status."""
    parent, role, *rest = arguments
    lifeline.hold(int(parent))
    allow_open_files()
    index = int(rest.pop(0)) if role == "media-worker" else 0
    try:
        settings = load(Path(rest[0]) if rest else None, os.environ)
    except ConfigError as failure:
        print(failure, file=sys.stderr)
        return 2
    return _run(role, index, settings)


def allow_open_files() -> None:
    """Go up to what the system allows: the usual 1024 are less than `http.max_connections` needs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _run(role: str, index: int, settings: Settings) -> int:
    # Each role imports its own half: a worker needs no database, control no DTLS.
    if role == "control":
        from server.control import run

        run(settings)
    else:
        from server.workers.process import run_worker

        run_worker(settings, index)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
