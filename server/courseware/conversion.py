"""Run one conversion in a process of its own, and hear how it goes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from server.courseware.convert.order import Made, Order, Tell
from server.courseware.words import CODES
from server.jobs.work import JobFailed

#: Its lines are short; whatever is longer is none.
_LINE = 64 * 1024
_SAID = 2000
_KILLED = {-signal.SIGXCPU: "too_heavy", -signal.SIGKILL: "too_heavy", -signal.SIGXFSZ: "too_heavy"}


async def convert(order: Order, work: Path, wall_s: float, tell: Tell) -> Made:
    """
    Do what the order says in a process that knows nothing else, within `wall_s` seconds.

    Raises `JobFailed` with a code of `words`; when cancelled, the process and its children are gone.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "server.courseware.convert",
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
    return _outcome(last, status, words)


def _environment(work: Path) -> dict[str, str]:
    """Nothing of ours: no secret, no address."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(work), "TMPDIR": str(work), "LANG": "C.UTF-8"}


async def _heard(process: asyncio.subprocess.Process, order: Order, tell: Tell) -> tuple[dict[str, Any], str]:
    """Hand over the order; returns the last word on the outcome, and the end of what was complained."""
    assert process.stdin and process.stdout and process.stderr, "all three are pipes"
    process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
    process.stdin.close()
    _, last, words = await asyncio.gather(
        process.stdin.wait_closed(),
        _last(process.stdout, tell),
        _complaints(process.stderr),
        return_exceptions=True,
    )
    return (last if isinstance(last, dict) else {}), (words if isinstance(words, str) else "")


async def _last(said: asyncio.StreamReader, tell: Tell) -> dict[str, Any]:
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


def _outcome(last: dict[str, Any], status: int, words: str) -> Made:
    if isinstance(last.get("made"), dict):
        return Made(**last["made"])
    code = last.get("failed")
    if code in CODES:
        raise JobFailed(code, str(last.get("detail", "")))
    if "MemoryError" in words or "Cannot allocate memory" in words:
        raise JobFailed("too_heavy", "memory")
    ending = words.strip().rpartition("\n")[2][:300]
    raise JobFailed(_KILLED.get(status, "crashed"), f"status {status}: {ending}")


def _kill(process: asyncio.subprocess.Process) -> None:
    """It and whatever it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
