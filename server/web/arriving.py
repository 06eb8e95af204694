"""How the bytes of a request can fail to arrive on the disk, as errors of this interface."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from server.courseware.receiving import TooMuch
from server.web.errors import ApiError


@contextmanager
def arriving(too_large: ApiError) -> Iterator[None]:
    """Raises `ApiError` for what fails within: `too_large`, or `too_slow`, `disk_full`, `bad_request`."""
    try:
        yield
    except TooMuch:
        raise too_large from None
    except TimeoutError:
        raise ApiError("too_slow") from None
    except OSError as failure:
        if failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ApiError("disk_full") from None
        # A broken line is one too.
        raise ApiError("bad_request") from None
    except web.RequestPayloadError:
        raise ApiError("bad_request") from None
