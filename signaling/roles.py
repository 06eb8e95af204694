"""What somebody is in one lesson."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a ticket lets its bearer be in one lesson."""

    MASTER = "master"
    RURAL = "rural"
    OBSERVER = "observer"
