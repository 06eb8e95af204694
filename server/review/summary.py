"""What all the sheets of a recording say together: per item and as a whole, and how far they lie apart."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from server.review.rubric import RubricBody
from server.review.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Spread:
    """
    Figures of one item, or of the totals.

    `deviation` is the standard deviation of a sample (divided by n - 1), `None` of a single score.
    """

    count: int
    mean: float
    median: float
    deviation: float | None
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Summary:
    """`items` by id; an item that nobody has scored is absent, and so is a `total` without any sheet."""

    items: dict[str, Spread]
    total: Spread | None


def spread(values: Sequence[float]) -> Spread | None:
    """The figures of these scores, rounded to hundredths; `None` of none."""
    if not values:
        return None
    deviation = statistics.stdev(values) if len(values) > 1 else None
    return Spread(
        count=len(values),
        mean=round(statistics.fmean(values), 2),
        median=round(statistics.median(values), 2),
        deviation=None if deviation is None else round(deviation, 2),
        least=min(values),
        most=max(values),
    )


def summarise(rubric: RubricBody, sheets: Sequence[tuple[Sheet, float]]) -> Summary:
    """Sum up submitted sheets, each with its total."""
    found = {item.id: spread(_points(item.id, sheets)) for item in rubric.items}
    return Summary(
        items={id: figures for id, figures in found.items() if figures is not None},
        total=spread([total for _, total in sheets]),
    )


def _points(item: str, sheets: Sequence[tuple[Sheet, float]]) -> list[float]:
    scores = [sheet.items.get(item) for sheet, _ in sheets]
    return [score.points for score in scores if score is not None and score.points is not None]
