"""Say as an error of the interface that somebody has enough under way already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from server.jobs.work import TooMany
from server.web.errors import ApiError


@contextmanager
def patient() -> Iterator[None]:
    """Turn a `TooMany` into the `ApiError` of its code."""
    try:
        yield
    except TooMany as refused:
        raise ApiError(refused.code, refused.detail) from None
