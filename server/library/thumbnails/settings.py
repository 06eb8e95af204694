"""What drawing thumbnails may take."""

from __future__ import annotations

from pydantic import Field

from server.section import Section


class Thumbnails(Section):
    """The section `[thumbnails]`."""

    interval_s: int = Field(10, ge=2, le=600)
    memory_mb: int = Field(1024, ge=256, le=16_384)
    minutes: int = Field(30, ge=1, le=600)
    check_s: float = Field(20.0, ge=1, le=3600)
