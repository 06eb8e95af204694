"""What the composing process is told, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Layout = Literal["lesson", "content", "teacher"]
Language = Literal["zh-CN", "en"]


@dataclass(frozen=True, slots=True)
class Order:
    """
    `folder` holds the takes, of which those named in `takes` go along; `story` is a file with the cues
    and the empty room (`{"cues": [...], "snapshot": {...}}`).

    `started_at` is the lesson clock's zero (Unix milliseconds), `start_ms` and `end_ms` the span on it.
    `documents` are the folders of courseware by document, `chapters` beginnings in milliseconds of the
    lesson clock with their titles. `cpu_s` is the processor's time that the whole may take.
    """

    folder: str
    takes: list[str]
    story: str
    output: str
    started_at: int
    start_ms: int
    end_ms: int
    title: str = ""
    layout: Layout = "lesson"
    language: Language = "zh-CN"
    watermark: str = ""
    sound_only: bool = False
    documents: dict[str, str] = field(default_factory=dict)
    chapters: list[tuple[int, str]] = field(default_factory=list)
    font: str = ""
    threads: int = 1
    memory_mb: int = 2048
    cpu_s: int = 7200
