"""The settings of imports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from server.section import Section


class Imports(Section):
    folder: Path | None = None
    max_file_mb: Annotated[int, Field(ge=1, le=1 << 20)] = 16_384
    max_hours: Annotated[int, Field(ge=1, le=24)] = 12
    convert_height: Literal[480, 720, 1080] = 720
    upload_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 72
    per_person: Annotated[int, Field(ge=1, le=100_000)] = 200
    in_all: Annotated[int, Field(ge=1, le=100_000)] = 1000
    at_once: Annotated[int, Field(ge=1, le=64)] = 1
    memory_mb: Annotated[int, Field(ge=512)] = 2048
    hours: Annotated[int, Field(ge=1, le=240)] = 24
    min_free_mb: Annotated[int, Field(ge=0)] = 2048
