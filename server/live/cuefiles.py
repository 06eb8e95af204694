"""Keep `cues.jsonl` in every recording's folder, so that the folder alone can be replayed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from server.live.backlog import Backlog
from signaling.cues import Cue

NAME = "cues.jsonl"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines for one file: `anew` begins it, else they are added."""

    path: Path
    text: str
    anew: bool


class CueFiles:
    """Begins, continues and reads the files; a disk that is full is tried again and never waited for."""

    def __init__(self, recordings: Path) -> None:
        self._recordings = recordings
        self.backlog: Backlog[Lines] = Backlog("cue files", _write)
        self._open: set[str] = set()

    def begin(self, lesson: str, cues: Sequence[Cue]) -> None:
        """Write the file with all cues so far; once more for the same lesson does nothing."""
        if lesson not in self._open:
            self._open.add(lesson)
            self.backlog.put(Lines(self.path(lesson), "".join(map(_line, cues)), anew=True))

    def append(self, lesson: str, cue: Cue) -> None:
        """Add a cue if the lesson's file was begun."""
        if lesson in self._open:
            self.backlog.put(Lines(self.path(lesson), _line(cue), anew=False))

    def end(self, lesson: str) -> None:
        self._open.discard(lesson)

    def path(self, lesson: str) -> Path:
        return self._recordings / lesson / NAME

    async def read(self, lesson: str) -> list[Cue]:
        """The cues in the lesson's file, up to the first line that a crash has cut; none without a file."""
        return await asyncio.to_thread(read_cues, self.path(lesson))


def read_cues(path: Path) -> list[Cue]:
    """Read a `cues.jsonl`; blocking."""
    cues: list[Cue] = []
    if not path.exists():
        return cues
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            cue = Cue.model_validate_json(line)
        except ValueError:
            break
        # A batch that failed in its middle is written again from its start.
        if not cues or cue.n > cues[-1].n:
            cues.append(cue)
    return cues


def _line(cue: Cue) -> str:
    return cue.model_dump_json() + "\n"


async def _write(lines: list[Lines]) -> None:
    await asyncio.to_thread(_write_now, lines)


def _write_now(lines: list[Lines]) -> None:
    for each in lines:
        each.path.parent.mkdir(parents=True, exist_ok=True)
        if each.anew:
            fresh = each.path.with_suffix(".part")
            fresh.write_text(each.text, encoding="utf-8")
            fresh.replace(each.path)
        else:
            _append(each.path, each.text)


def _append(path: Path, text: str) -> None:
    with path.open("ab", buffering=0) as file:
        whole = file.tell()
        try:
            file.write(text.encode())
        except OSError:
            # A full disk may take half a line; without it the retry stands on a line of its own.
            file.truncate(whole)
            raise
