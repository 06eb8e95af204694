"""The OpenAPI document: valid, and complete."""

from __future__ import annotations

from aiohttp import web
from openapi_spec_validator import validate

from server.web.openapi import plain_path
from server.web.whep import add_whep
from server.web.whip import add_whip
from tests.support.site import Site


async def test_the_document_is_valid_openapi(site: Site) -> None:
    document = await (await site.visitor().get("/api/openapi.json")).json()
    validate(document)
    assert document["openapi"].startswith("3.1")


async def test_every_route_of_the_interface_is_described(site: Site) -> None:
    described = (await (await site.visitor().get("/api/openapi.json")).json())["paths"]
    answered = [
        (plain_path(route.resource.canonical), route.method.lower())
        for route in site.server.app.router.routes()
        if route.resource is not None
        and route.resource.canonical.startswith("/api/")
        and route.method != "HEAD"
    ]
    assert answered
    for path, method in answered:
        assert method in described[path], (method, path)


async def test_a_route_says_who_may_ask_and_which_errors_it_has(site: Site) -> None:
    paths = (await (await site.visitor().get("/api/openapi.json")).json())["paths"]
    create = paths["/api/lessons"]["post"]
    assert create["security"] == [{"cookie": [], "csrf": []}, {"operator": []}]
    assert "foreign_classroom" in create["responses"]["403"]["description"]
    assert set(create["responses"]) >= {"201", "401", "403", "422"}


async def test_what_the_live_side_answers_is_described_too(site: Site) -> None:
    paths = (await (await site.visitor().get("/api/openapi.json")).json())["paths"]
    app = web.Application()
    add_whip(app)
    add_whep(app)
    for route in app.router.routes():
        if route.resource is not None and route.method != "OPTIONS":
            assert route.method.lower() in paths[route.resource.canonical]
    assert paths["/whip/{lesson}"]["post"]["requestBody"]["content"].keys() == {"application/sdp"}
