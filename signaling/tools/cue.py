"""What a tool sees of a cue besides its event."""

from __future__ import annotations

from typing import Protocol


class At(Protocol):
    """`n` counts from 1, `at` is Unix time in milliseconds, `by` the member who caused it."""

    @property
    def n(self) -> int: ...
    @property
    def at(self) -> int: ...
    @property
    def by(self) -> str | None: ...
