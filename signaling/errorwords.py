"""What is said of an error, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """One error in both languages; `again` tells whether to come back after a `bye` with this code."""

    text: str
    todo: str
    text_zh: str
    todo_zh: str
    again: bool = False
