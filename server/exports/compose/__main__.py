"""The composing process: confined first, then one film, then the end."""

from __future__ import annotations

from typing import Any

from server.confined.confine import allow_cpu
from server.confined.entry import answer, tell
from server.exports.compose.composing import compose
from server.exports.compose.order import Order


def made(order: Order) -> dict[str, Any]:
    """Compose the film where the order says."""
    allow_cpu(order.cpu_s)
    compose(order, tell)
    return {}


if __name__ == "__main__":
    answer(lambda words: Order(**words), made)
