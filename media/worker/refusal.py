"""Refuse a command of control so that it has changed nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol


class Refused(Exception):
    """A command cannot be carried out and has changed nothing; `code` is one of `Failed`."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Closable(Protocol):
    """What transports of every kind have in common at their end."""

    on_state: Callable[..., None]

    def close(self) -> None: ...


def silence(transport: Closable) -> None:
    """Close a transport whose end is no news."""
    transport.on_state = lambda state, reason: None
    transport.close()


@contextmanager
def closed_if_refused(transport: Closable) -> Iterator[None]:
    """Let no transport stay behind for an offer that is refused."""
    try:
        yield
    except ValueError:
        transport.close()
        raise
