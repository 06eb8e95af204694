"""
Compile the innermost loops, where there is a C compiler.

    python -m media.kernel.build

It needs no headers but the system's. The file's name holds a hash of the source
and the machine's kind, so that one of an older version is never loaded.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

_FOLDER = Path(__file__).parent
_SOURCES = sorted(_FOLDER.glob("*.c"))
HEADER = _FOLDER / "kernel.h"
_FLAGS = ("-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror")


def library() -> Path:
    """Where what is compiled of these sources is, or would be."""
    digest = hashlib.sha256(" ".join(_FLAGS).encode())
    for source in (*_SOURCES, HEADER):
        digest.update(source.read_bytes())
    return _FOLDER / f"_kernel-{platform.machine()}-{digest.hexdigest()[:12]}.so"


def compiler() -> str | None:
    """The C compiler of this machine: `$CC`, or the first that is found."""
    wanted = [os.environ["CC"]] if os.environ.get("CC") else ["cc", "gcc", "clang"]
    return next((found for name in wanted if (found := shutil.which(name))), None)


def build() -> str:
    """Compile what is not compiled yet; one line for people that says what has come of it."""
    target, found = library(), compiler()
    if sys.platform != "linux":
        return "the compiled media kernel is for Linux: going on without it"
    if target.exists():
        return "the media kernel is compiled already"
    if found is None:
        return (
            "no C compiler (install gcc): the media path works without its compiled kernel, at a higher cost"
        )
    partial = target.with_suffix(f".{os.getpid()}")
    ran = subprocess.run(
        [found, *_FLAGS, *map(str, _SOURCES), "-o", str(partial)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        first = next((line for line in ran.stderr.splitlines() if "error" in line), "no reason given")
        return f"the media kernel cannot be compiled ({first}): going on without it"
    for old in _FOLDER.glob("_kernel-*.so"):
        old.unlink(missing_ok=True)
    partial.rename(target)
    return "the media kernel is compiled"


if __name__ == "__main__":
    print(build())
