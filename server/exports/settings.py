"""The settings of exports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from server.section import Section


class Exports(Section):
    folder: Path | None = None
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 14
    link_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 6
    at_once: Annotated[int, Field(ge=1, le=64)] = 1
    threads: Annotated[int, Field(ge=1, le=64)] = 1
    memory_mb: Annotated[int, Field(ge=512)] = 2048
    hours: Annotated[int, Field(ge=1, le=240)] = 12
    per_person: Annotated[int, Field(ge=1, le=1000)] = 5
    min_free_mb: Annotated[int, Field(ge=0)] = 2048
    font: str = ""
