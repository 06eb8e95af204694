"""What an error of the REST interface consists of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Status, then text and advice in Chinese and in English."""

    status: int
    zh: tuple[str, str]
    en: tuple[str, str]
