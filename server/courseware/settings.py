"""The settings of courseware."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from server.section import Section

#: What a room takes at most; `signaling.tools.courseware.limits`.
ROOM_DOCUMENTS = 60


class Courseware(Section):
    folder: Path | None = None
    max_file_mb: Annotated[int, Field(ge=1, le=4096)] = 200
    max_clip_mb: Annotated[int, Field(ge=1, le=16384)] = 1024
    max_lesson_mb: Annotated[int, Field(ge=1)] = 4096
    max_documents: Annotated[int, Field(ge=1, le=ROOM_DOCUMENTS)] = 40
    max_pages: Annotated[int, Field(ge=1, le=5000)] = 600
    max_megapixels: Annotated[int, Field(ge=1, le=500)] = 80
    max_clip_minutes: Annotated[int, Field(ge=1, le=1440)] = 180
    min_free_mb: Annotated[int, Field(ge=0)] = 1024
    upload_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 24
    office: str = "soffice"
    convert_at_once: Annotated[int, Field(ge=1, le=64)] = 1
    convert_memory_mb: Annotated[int, Field(ge=512)] = 2048
    convert_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 120
