"""The settings of pairing terminals."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from server.section import Section


class Terminals(Section):
    code_minutes: Annotated[int, Field(ge=1, le=60)] = 10
    max_codes: Annotated[int, Field(ge=1, le=100_000)] = 500
    codes_per_address: str = "60/10minutes"
    guesses: str = "10/10minutes"

    @field_validator("codes_per_address", "guesses")
    @classmethod
    def _readable(cls, value: str) -> str:
        from limits import parse

        parse(value)
        return value
