"""Keep nothing of a room: what a check does there is no lesson's history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from server.live.facts import Noted
from signaling.commands import KeepCue
from signaling.cues import Cue


class Keeping(Protocol):
    """Where a room's cues and facts go."""

    def keep(self, lesson: str, cue: KeepCue) -> None: ...

    def note(self, lesson: str, what: Noted) -> None: ...

    def begin_file(self, lesson: str, cues: Sequence[Cue]) -> None: ...

    def may_record(self, lesson: str, now: int) -> bool: ...

    def refused(self) -> None: ...

    def folder(self, lesson: str) -> Path: ...


class Forgetting:
    """An archive of nothing; `folder` is never used, for a check is not recorded."""

    def keep(self, lesson: str, cue: KeepCue) -> None:
        """Let it go."""

    def note(self, lesson: str, what: Noted) -> None:
        """Let it go."""

    def begin_file(self, lesson: str, cues: Sequence[Cue]) -> None:
        """There is no file."""

    def may_record(self, lesson: str, now: int) -> bool:
        """Nothing is written."""
        return True

    def refused(self) -> None:
        """It never is."""

    def folder(self, lesson: str) -> Path:
        """Nowhere."""
        return Path("/dev/null")
