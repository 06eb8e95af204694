"""
Which terminal talks in which lesson now, so that a revoked one can be shown out at once.

The signalling door enters and forgets; the routes ask. A ticket says by which
terminal it was fetched (`Claims.terminal`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: Closes one session with the named good-bye, and frees its seat.
ShowOut = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Talk:
    """One session of a terminal in a lesson."""

    terminal: str
    lesson: str
    show_out: ShowOut


class Present:
    """The open sessions of all terminals, by session."""

    def __init__(self) -> None:
        self._talks: dict[str, Talk] = {}

    def enter(self, session: str, talk: Talk) -> None:
        self._talks[session] = talk

    def forget(self, session: str) -> None:
        self._talks.pop(session, None)

    def lesson_of(self, terminal: str) -> str | None:
        """The id of the lesson in which the terminal talks; of several the newest."""
        talks = reversed(self._talks.values())
        return next((talk.lesson for talk in talks if talk.terminal == terminal), None)

    def show_out(self, terminal: str, code: str) -> None:
        """Close every session of the terminal with the good-bye `code`."""
        for session, talk in list(self._talks.items()):
            if talk.terminal == terminal:
                self._talks.pop(session, None)
                talk.show_out(code)
