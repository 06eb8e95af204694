"""The section `[checks]` of the configuration."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section


class Checks(Section):
    """How many rooms may be checked at once, and for how long the page of one may take."""

    rooms: Annotated[int, Field(ge=1, le=1000)] = 20
    minutes: Annotated[int, Field(ge=1, le=120)] = 20
