"""The importing process: confined first, then one film, then the end."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from server.confined.entry import answer, tell
from server.imports.taking.order import Order
from server.imports.taking.taking import take_apart


def made(order: Order) -> dict[str, Any]:
    """Take the film apart; what it was made of."""
    return asdict(take_apart(order, tell))


if __name__ == "__main__":
    answer(lambda words: Order(**words), made)
