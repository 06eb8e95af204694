"""Run one order in a process of its own, and hear how it goes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from server.jobs.work import JobFailed

#: Its lines are short; whatever is longer is none.
_LINE = 64 * 1024
_SAID = 2000
_KILLED = {-signal.SIGXCPU: "too_heavy", -signal.SIGKILL: "too_heavy", -signal.SIGXFSZ: "too_heavy"}


async def run_confined(
    module: str,
    order: dict[str, Any],
    work: Path,
    wall_s: float,
    tell: Callable[[float], None],
    codes: Collection[str],
) -> dict[str, Any]:
    """
    Let `python -m MODULE` do what the order says, within `wall_s` seconds and from the folder `work`.

    The process reads the order as one line of JSON and writes lines of it: `{"progress": 0.5}` while it
    works, `{"made": {...}}` or `{"failed": CODE, "detail": ""}` at its end. Returns what was made. Raises
    `JobFailed` with one of `codes`, or `too_heavy`, `too_slow`, `crashed`; when cancelled, the process
    and its children are gone.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=work,
        env=_environment(work),
        start_new_session=True,
        limit=_LINE,
    )
    try:
        async with asyncio.timeout(wall_s):
            last, words = await _heard(process, order, tell)
            status = await process.wait()
    except TimeoutError:
        raise JobFailed("too_slow", f"{wall_s:.0f} s") from None
    finally:
        _kill(process)
        await process.wait()
    return _outcome(last, status, words, codes)


def _environment(work: Path) -> dict[str, str]:
    """Nothing of ours: no secret, no address."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(work), "TMPDIR": str(work), "LANG": "C.UTF-8"}


async def _heard(
    process: asyncio.subprocess.Process, order: dict[str, Any], tell: Callable[[float], None]
) -> tuple[dict[str, Any], str]:
    """Hand over the order; returns the last word on the outcome, and the end of what was complained."""
    assert process.stdin and process.stdout and process.stderr, "all three are pipes"
    process.stdin.write(json.dumps(order).encode() + b"\n")
    process.stdin.close()
    _, last, words = await asyncio.gather(
        process.stdin.wait_closed(),
        _last(process.stdout, tell),
        _complaints(process.stderr),
        return_exceptions=True,
    )
    return (last if isinstance(last, dict) else {}), (words if isinstance(words, str) else "")


async def _last(said: asyncio.StreamReader, tell: Callable[[float], None]) -> dict[str, Any]:
    outcome: dict[str, Any] = {}
    async for line in said:
        try:
            word = json.loads(line)
        except ValueError:
            continue
        if isinstance(word, dict) and isinstance(word.get("progress"), float | int):
            tell(float(word["progress"]))
        elif isinstance(word, dict):
            outcome = word
    return outcome


async def _complaints(said: asyncio.StreamReader) -> str:
    kept = b""
    while chunk := await said.read(4096):
        kept = (kept + chunk)[-_SAID:]
    return kept.decode("utf-8", "replace")


def _outcome(last: dict[str, Any], status: int, words: str, codes: Collection[str]) -> dict[str, Any]:
    made = last.get("made")
    if isinstance(made, dict):
        return made
    code = last.get("failed")
    if code in codes:
        raise JobFailed(str(code), str(last.get("detail", "")))
    if "MemoryError" in words or "Cannot allocate memory" in words:
        raise JobFailed("too_heavy", "memory")
    ending = words.strip().rpartition("\n")[2][:300]
    raise JobFailed(_KILLED.get(status, "crashed"), f"status {status}: {ending}")


def _kill(process: asyncio.subprocess.Process) -> None:
    """It and whatever it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
