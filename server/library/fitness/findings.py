"""What can be wrong with a recording, how grave that is, and its figures. Words are in `words`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Gravity(StrEnum):
    """`unfit` keeps from publishing it without a second thought; `note` is no reproach."""

    UNFIT = "unfit"
    FLAWED = "flawed"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`source` is what it is about, empty for the whole; `numbers` fill the words."""

    code: str
    gravity: Gravity
    source: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)


def verdict(findings: list[Finding]) -> str:
    """`unfit`, `flawed` or `fit`: as grave as the gravest finding."""
    found = {finding.gravity for finding in findings}
    if Gravity.UNFIT in found:
        return "unfit"
    return "flawed" if Gravity.FLAWED in found else "fit"
