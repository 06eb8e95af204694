"""What holds for every response: security headers, and errors that have a name."""

from __future__ import annotations

import logging

from aiohttp import web
from aiohttp.typedefs import Handler
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from server.data.database import DatabaseGone
from server.web.address import is_secure
from server.web.context import CONTEXT
from server.web.errors import ApiError, error_response

log = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
}
GONE = (DatabaseGone, OperationalError, InterfaceError)
_BY_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A signal of the application: called before each response's headers go out."""
    response.headers["Server"] = "tongke"
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if is_secure(request, request.app[CONTEXT].settings.http):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "private, no-store")


@web.middleware
async def name_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever goes wrong under /api into an error with a code; nothing inside is shown."""
    if not request.path.startswith("/api/"):
        return await handler(request)
    try:
        return await handler(request)
    except ApiError as error:
        return error_response(request, error)
    except web.HTTPException as failure:
        return _from_http(request, failure)
    except GONE as failure:
        log.warning("the database does not answer: %s", _brief(failure))
        return error_response(request, ApiError("database_gone", retry_after=5))
    except Exception:
        log.exception("%s %s failed", request.method, request.path)
        return error_response(request, ApiError("internal"))


def _from_http(request: web.Request, failure: web.HTTPException) -> web.StreamResponse:
    if failure.status < 400:
        raise failure
    response = error_response(request, ApiError(_BY_STATUS.get(failure.status, "bad_request")))
    if "Allow" in failure.headers:
        response.headers["Allow"] = failure.headers["Allow"]
    return response


def _brief(failure: Exception) -> str:
    # The driver's own words only: SQLAlchemy's would add the statement with its values.
    return str(failure.orig) if isinstance(failure, DBAPIError) else str(failure)
