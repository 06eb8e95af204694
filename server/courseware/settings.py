"""The settings of courseware."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from server.section import Section
from signaling.tools.courseware.limits import CoursewareLimits

_DEFAULT = CoursewareLimits()


class Courseware(Section):
    folder: Path | None = None
    max_file_mb: Annotated[int, Field(ge=1, le=4096)] = 200
    max_clip_mb: Annotated[int, Field(ge=1, le=16384)] = 1024
    max_lesson_mb: Annotated[int, Field(ge=1)] = 4096
    max_documents: Annotated[int, Field(ge=1, le=_DEFAULT.documents)] = 40
    max_pages: Annotated[int, Field(ge=1, le=5000)] = 600
    max_megapixels: Annotated[int, Field(ge=1, le=500)] = 80
    max_clip_minutes: Annotated[int, Field(ge=1, le=1440)] = 180
    clip_lead_ms: Annotated[int, Field(ge=0, le=5000)] = _DEFAULT.lead_ms
    min_free_mb: Annotated[int, Field(ge=0)] = 1024
    upload_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 24
    office: str = "soffice"
    convert_at_once: Annotated[int, Field(ge=1, le=64)] = 1
    convert_memory_mb: Annotated[int, Field(ge=512)] = 2048
    convert_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 120

    @property
    def limits(self) -> CoursewareLimits:
        """What bounds the courseware of one room."""
        return CoursewareLimits(lead_ms=self.clip_lead_ms)
