"""The OpenAPI document, made from the same route table that the router is made from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.web.context import ROUTE_TABLE
from server.web.errors import ERRORS
from server.web.gate import SAFE, Access
from server.web.routes import Call, Route
from server.web.shapes import ErrorAnswer

_TEMPLATE = "#/components/schemas/{model}"
_SCHEMES = {
    "cookie": {"type": "apiKey", "in": "cookie", "name": "tongke_session"},
    "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
    "operator": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "ticket": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "terminal": {"type": "http", "scheme": "bearer"},
}
_ALWAYS = {
    Access.SIGNED_IN: ("not_signed_in", "bad_token"),
    Access.READER: ("not_signed_in", "bad_token"),
    Access.VIEWER: ("not_signed_in", "bad_token"),
    Access.OPERATOR: ("not_signed_in", "forbidden"),
}
_BODY = ("malformed_json", "unsupported_type", "too_large", "invalid_field")

Schemas = Mapping[Any, Mapping[str, Any]]


async def send_document(call: Call) -> web.StreamResponse:
    table: list[Route] = call.request.app[ROUTE_TABLE]
    return web.json_response(document(table))


def document(table: Sequence[Route]) -> dict[str, Any]:
    """The OpenAPI 3.1 description of every route of the table."""
    models: list[tuple[type[BaseModel], Any]] = [(ErrorAnswer, "serialization")]
    models += [(route.body, "validation") for route in table if route.body]
    models += [(route.answer, "serialization") for route in table if route.answer]
    schemas, definitions = models_json_schema(models, ref_template=_TEMPLATE)
    paths: dict[str, dict[str, Any]] = {}
    for route in table:
        paths.setdefault(plain_path(route.path), {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tongke", "version": version("tongke")},
        "paths": paths,
        "components": {"schemas": definitions["$defs"], "securitySchemes": _SCHEMES},
    }


def plain_path(path: str) -> str:
    """A path without the patterns of its variable parts."""
    return re.sub(r"\{(\w+):[^}]*\}", r"{\1}", path)


def _operation(route: Route, schemas: Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.text,
        "security": _security(route),
        "parameters": _parameters(route),
        "responses": _responses(route, schemas),
    }
    if route.body:
        content = {"application/json": {"schema": schemas[route.body, "validation"]}}
        operation["requestBody"] = {"content": content}
    elif route.takes:
        operation["requestBody"] = {
            "required": True,
            "content": {route.takes: {"schema": {"type": "string"}}},
        }
    return operation


def _security(route: Route) -> list[dict[str, list[str]]]:
    if route.access is Access.ANYBODY:
        return []
    if route.access is Access.TICKET:
        return [{"ticket": []}]
    operator: dict[str, list[str]] = {"operator": []}
    if route.access is Access.READER:
        return [{"cookie": []}, operator, {"ticket": []}, {"terminal": []}]
    cookie: dict[str, list[str]] = {"cookie": []} if route.method in SAFE else {"cookie": [], "csrf": []}
    if route.access is Access.VIEWER:
        return [cookie, operator, {}]
    return [cookie, operator] if route.access is Access.SIGNED_IN else [operator]


def _parameters(route: Route) -> list[dict[str, Any]]:
    parts = re.findall(r"\{(\w+)\}", plain_path(route.path))
    in_path = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in parts]
    in_query = [
        {
            "name": query.name,
            "in": "query",
            "description": query.text,
            "schema": {"type": "string", "pattern": query.pattern},
        }
        for query in route.queries
    ]
    return in_path + in_query


def _responses(route: Route, schemas: Schemas) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": route.text}
    if route.answer:
        answer["content"] = {"application/json": {"schema": schemas[route.answer, "serialization"]}}
    elif route.media:
        answer["content"] = {route.media: {"schema": {"type": "string"}}}
    responses = {str(route.status): answer}
    error = {"application/json": {"schema": schemas[ErrorAnswer, "serialization"]}}
    for status, codes in _failures(route).items():
        responses[str(status)] = {"description": codes, "content": error}
    return responses


def _failures(route: Route) -> dict[int, str]:
    """The codes of a route's errors by status."""
    codes = {*route.errors, *_ALWAYS.get(route.access, ()), *(_BODY if route.body else ())}
    by_status: dict[int, str] = dict(route.failures)
    for status in sorted({ERRORS[code].status for code in codes}):
        by_status[status] = ", ".join(sorted(code for code in codes if ERRORS[code].status == status))
    return by_status


ROUTES = (
    Route(
        "GET",
        "/api/openapi.json",
        send_document,
        "This document.",
        Access.ANYBODY,
        media="application/json",
    ),
)
