"""The live routes as the OpenAPI document describes them; the control process answers them."""

from __future__ import annotations

from server.web.exchange import SDP_TYPE
from server.web.gate import Access
from server.web.routes import Route

ROUTES = (
    Route(
        "POST",
        "/whip/{lesson}",
        None,
        "Publish a camera by WHIP (RFC 9725): an SDP offer in, its answer out.",
        Access.TICKET,
        status=201,
        media=SDP_TYPE,
    ),
    Route("DELETE", "/whip/{lesson}/{member}/{name}", None, "End a WHIP session.", Access.TICKET),
    Route(
        "POST",
        "/whep/{lesson}",
        None,
        "Watch a lesson by WHEP: an SDP offer in, its answer out.",
        Access.TICKET,
        status=201,
        media=SDP_TYPE,
    ),
    Route("DELETE", "/whep/{lesson}/{member}/{name}", None, "End a WHEP session.", Access.TICKET),
    Route(
        "GET",
        "/healthz",
        None,
        "What is wrong with this server; 503 when something is.",
        Access.ANYBODY,
        media="application/json",
    ),
    Route("GET", "/metrics", None, "Prometheus text.", Access.ANYBODY, media="text/plain"),
)
