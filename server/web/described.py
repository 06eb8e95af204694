"""What else is answered on the same port, by the live side: described here for the OpenAPI document."""

from __future__ import annotations

from server.web.gate import Access
from server.web.routes import Route

_SDP = "application/sdp"
_OFFER_FAILURES = {
    400: "bad_sdp",
    401: "ticket_expired, ticket_invalid",
    403: "ticket_foreign, not_allowed",
    404: "unknown_lesson",
    409: "lesson_over",
    413: "too_large",
    415: "wrong_type",
    422: "no_codec",
    503: "no media worker now; see Retry-After",
}
_SESSION_FAILURES = {401: "ticket_expired, ticket_invalid", 404: "unknown_session"}


def _exchange(kind: str, verb: str) -> tuple[Route, Route]:
    """The POST that opens a WHIP or WHEP session and the DELETE that ends it."""
    opened = Route(
        "POST",
        f"/{kind}/{{lesson}}",
        None,
        f"{kind.upper()}: {verb} by an SDP offer; the session is at Location.",
        Access.TICKET,
        status=201,
        media=_SDP,
        takes=_SDP,
        failures=_OFFER_FAILURES,
    )
    ended = Route(
        "DELETE",
        f"/{kind}/{{lesson}}/{{member}}/{{name}}",
        None,
        f"{kind.upper()}: end the session.",
        Access.TICKET,
        failures=_SESSION_FAILURES,
    )
    return opened, ended


ROUTES = (
    *_exchange("whip", "publish a camera"),
    *_exchange("whep", "receive the lesson"),
    Route(
        "GET",
        "/healthz",
        None,
        "What is wrong with the server; 503 when something is.",
        Access.ANYBODY,
        media="application/json",
    ),
    Route("GET", "/metrics", None, "Prometheus text.", Access.ANYBODY, media="text/plain"),
)
