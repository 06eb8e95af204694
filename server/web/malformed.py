"""Count requests that are no HTTP, for which aiohttp would write a traceback each into the log."""

from __future__ import annotations

import logging

from aiohttp.http_exceptions import HttpProcessingError


class MalformedRequests(logging.Filter):
    """
    A filter for the logger `aiohttp.server`.

    Anybody can send garbage to an open port, as fast as the line goes; and what
    aiohttp repeats of a header that is too long may be somebody's ticket.
    """

    #: Since the process began.
    count = 0

    def filter(self, record: logging.LogRecord) -> bool:
        failure = record.exc_info[1] if record.exc_info else None
        if not isinstance(failure, HttpProcessingError):
            return True
        MalformedRequests.count += 1
        return False
