"""Let a child process end with its parent, also when the parent is killed and can say nothing."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading

#: From <sys/prctl.h>.
_PR_SET_PDEATHSIG = 1


def hold(parent: int) -> None:
    """
    End this process with SIGTERM when its parent (a process id) is gone.

    Linux tells by a signal. Elsewhere standard input must be a pipe from the
    parent that it never writes to: its end is the sign.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    else:
        threading.Thread(target=_watch_input, name="lifeline", daemon=True).start()
    if os.getppid() != parent:
        # It died before we could ask to be told.
        os.kill(os.getpid(), signal.SIGTERM)


def _watch_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
