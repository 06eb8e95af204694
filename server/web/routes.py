"""The shape of one route of the REST interface, and how a request becomes a typed call and an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from server.auth.person import Person
from server.web.context import CONTEXT, Context
from server.web.errors import ApiError
from server.web.gate import Access, admit


@dataclass(slots=True)
class Call:
    """One admitted request: who asks, and the body that was checked (`None` where none is taken)."""

    request: web.Request
    context: Context
    visitor: Person | None
    body: Any = None

    @property
    def person(self) -> Person:
        """Who asks; only for routes that let in nobody else than signed-in people."""
        assert self.visitor is not None, "the route's access says so"
        return self.visitor

    def part(self, name: str) -> str:
        """A variable part of the path."""
        return self.request.match_info[name]


#: A body of the largest size over a line of 64 kbit/s takes as long.
BODY_S = 30.0

_Body = TypeVar("_Body", bound=BaseModel)

Endpoint = Callable[[Call], Awaitable[BaseModel | web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter behind the question mark."""

    name: str
    text: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Route:
    """
    One line of the route table, from which both the router and the OpenAPI document are made.

    `endpoint` is `None` for a route that another part of the server answers and
    that is only described here; `failures` are its errors by status. `media` names
    an answer, `takes` a request that is not JSON.
    """

    method: str
    path: str
    endpoint: Endpoint | None
    text: str
    access: Access = Access.SIGNED_IN
    body: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    status: int = 200
    media: str = ""
    takes: str = ""
    errors: Sequence[str] = ()
    failures: Mapping[int, str] = field(default_factory=dict)
    queries: Sequence[Query] = ()


def add_routes(app: web.Application, table: Sequence[Route]) -> None:
    """Let the application answer the routes of the table."""
    for route in table:
        if route.endpoint is None:
            continue
        answering = _answering(route, route.endpoint)
        if route.method == "GET":
            app.router.add_get(route.path, answering)  # and HEAD with it
        else:
            app.router.add_route(route.method, route.path, answering)


def _answering(route: Route, endpoint: Endpoint) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        context = request.app[CONTEXT]
        visitor = await admit(request, context, route.access)
        body = await read_body(request, route.body) if route.body else None
        result = await endpoint(Call(request, context, visitor, body))
        if isinstance(result, web.StreamResponse):
            return result
        return web.json_response(text=result.model_dump_json(), status=route.status)

    return answer


async def read_body(request: web.Request, shape: type[_Body]) -> _Body:
    """
    The request's JSON as a checked object; an empty body counts as `{}`.

    Raises `ApiError`: `unsupported_type`, `too_large`, `too_slow`, `malformed_json`,
    `invalid_field`, `bad_request`.
    """
    text = await _text(request)
    if "\\u0000" in text:
        # PostgreSQL has no room for it in any text.
        raise ApiError("invalid_field", "NUL")
    try:
        return shape.model_validate_json(text or "{}")
    except ValidationError as failure:
        first = failure.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise ApiError("malformed_json") from None
        place = ".".join(str(part) for part in first["loc"])
        raise ApiError("invalid_field", f"{place}: {first['msg']}" if place else first["msg"]) from None


async def _text(request: web.Request) -> str:
    if request.can_read_body and request.content_type != "application/json":
        raise ApiError("unsupported_type")
    try:
        async with asyncio.timeout(BODY_S):
            return (await request.read()).decode("utf-8")
    except web.HTTPRequestEntityTooLarge:
        raise ApiError("too_large") from None
    except UnicodeDecodeError:
        raise ApiError("malformed_json") from None
    except TimeoutError:
        raise ApiError("too_slow") from None
    except (web.RequestPayloadError, ConnectionResetError):
        # A compression that does not unpack, or an asker who has gone away.
        raise ApiError("bad_request") from None
