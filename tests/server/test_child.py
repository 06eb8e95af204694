"""A child process of the server prepares itself for what the configuration promises."""

from __future__ import annotations

import resource
import subprocess
import sys


def test_child_may_open_more_files_than_a_shell_allows() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    asked = (
        "import resource; from server.child import allow_open_files;"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, (256, {hard})); allow_open_files();"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert int(told.stdout) == (10_240 if hard == resource.RLIM_INFINITY else min(hard, 10_240))
