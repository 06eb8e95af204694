"""Lists that are answered page by page, counted from 1."""

from __future__ import annotations

from server.web.errors import ApiError
from server.web.routes import Call, Query

PAGE_QUERY = Query("page", "From 1.", r"^\d{1,6}$")


def page_of(call: Call) -> int:
    """The page that is asked for. Raises `ApiError` `invalid_field`."""
    text = call.request.query.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise ApiError("invalid_field", "page")
    return int(text)


def pages_of(total: int, size: int) -> int:
    """How many pages there are; an empty list has one."""
    return max(1, -(-total // size))
