"""How long an export will take and how large it will be: by those before it, else by what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

#: Seconds of a lesson that a core of 2020 composes in one, and bytes that a second of film takes.
_PICTURE_SPEED, _SOUND_SPEED = 3.0, 60.0
_PICTURE_RATE, _SOUND_RATE = 70_000, 13_000


@dataclass(frozen=True, slots=True)
class Past:
    """An export that was made: seconds of film, seconds that it took, and its bytes."""

    film_s: float
    took_s: float
    size: int
    sound_only: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """For one second of the lesson: how many of them are made in a second, and bytes."""

    speed: float
    rate: int


def estimate(past: Sequence[Past], *, sound_only: bool) -> Estimate:
    """What the last ones of this kind have taken in the middle; the short ones say too little."""
    alike = [each for each in past if each.sound_only == sound_only and each.film_s > 10 and each.took_s > 0]
    if not alike:
        return Estimate(_SOUND_SPEED, _SOUND_RATE) if sound_only else Estimate(_PICTURE_SPEED, _PICTURE_RATE)
    speed = median(each.film_s / each.took_s for each in alike)
    return Estimate(round(speed, 2), round(median(each.size / each.film_s for each in alike)))
