"""What a receiver's feedback says of packets that followed one another, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """
    How packets fared that were sent one after the other.

    `first` is the unwrapped transport-wide number of the first. `sizes` are bytes
    on the wire, `sent` our seconds, `arrived` seconds on the receiver's clock or
    `None` where the packet has not come. Columns of one length, so that most of
    the work on them is done by built-in functions: this is read for every packet
    of every receiver.
    """

    first: int
    sizes: Sequence[int]
    sent: Sequence[float]
    arrived: Sequence[float | None]

    @property
    def end(self) -> int:
        """The number after the last."""
        return self.first + len(self.sizes)

    def after(self, number: int) -> Report:
        """What it says of this number and the later ones."""
        skipped = number - self.first
        if skipped <= 0:
            return self
        return Report(number, self.sizes[skipped:], self.sent[skipped:], self.arrived[skipped:])
