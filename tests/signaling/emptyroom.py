"""
Write `tests/data/empty_room.json`: the state before cue 1, which both reducers' stories begin from.

`python scripts/protocol.py` renews it after a shape has changed; a test holds it equal.
"""

from __future__ import annotations

from pathlib import Path

from signaling.room import LessonFacts

FILE = Path(__file__).parent.parent / "data" / "empty_room.json"


def text() -> str:
    """The file as it is to be."""
    return LessonFacts("3mq7c2xk9a4d", "荷塘月色", "语文").empty_room().model_dump_json(indent=2) + "\n"
