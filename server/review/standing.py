"""How a round stands: whether it still takes scores, and who may read the others'."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """`due` sheets (members x recordings) are expected and `submitted` have come; times are Unix ms."""

    blind: bool
    deadline: int | None
    closed_at: int | None
    due: int
    submitted: int

    def is_over(self, now: int) -> bool:
        """No score is taken any more."""
        return self.closed_at is not None or (self.deadline is not None and now >= self.deadline)

    def is_revealed(self, now: int) -> bool:
        """All members may read submitted sheets: at once, or if blind when all have come or it is over."""
        return not self.blind or self.is_over(now) or self.submitted >= self.due > 0
