"""The settings of the library."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section


class Library(Section):
    max_attachment_mb: Annotated[int, Field(ge=1, le=4096)] = 200
    max_attachments: Annotated[int, Field(ge=0, le=200)] = 20
