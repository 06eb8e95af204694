"""Requests that another site makes a browser send change nothing."""

from __future__ import annotations

import pytest

from tests.support.site import Site


@pytest.mark.parametrize("token", ["", "wrong"])
async def test_a_change_by_cookie_needs_the_csrf_token(site: Site, token: str) -> None:
    li = await site.signed_in("li")
    answer = await li.post("/api/lessons", {"title": "试课"}, headers={"X-CSRF-Token": token})
    assert (answer.status, (await answer.json())["error"]["code"]) == (403, "bad_csrf")


async def test_one_persons_csrf_token_does_not_fit_another(site: Site) -> None:
    li, zhou = await site.signed_in("li"), await site.signed_in("zhou")
    token = {"X-CSRF-Token": zhou.headers["X-CSRF-Token"]}
    assert (await li.post("/api/lessons", {"title": "试课"}, headers=token)).status == 403


async def test_a_request_from_another_sites_page_is_refused_even_at_the_login(site: Site) -> None:
    answer = await site.visitor(Origin="https://evil.example").post(
        "/api/login", {"login": "li", "password": "x"}
    )
    assert (answer.status, (await answer.json())["error"]["code"]) == (403, "foreign_origin")


async def test_reading_needs_no_token(site: Site) -> None:
    li = await site.signed_in("li")
    del li.headers["X-CSRF-Token"]
    assert (await li.get("/api/lessons")).status == 200


async def test_an_operator_needs_no_csrf_token(site: Site) -> None:
    assert (await site.operator().post("/api/lessons")).status == 201


async def test_a_token_of_another_secret_is_refused(site: Site) -> None:
    answer = await site.visitor(Authorization="Bearer nonsense").get("/api/lessons")
    assert (answer.status, (await answer.json())["error"]["code"]) == (401, "bad_token")


async def test_an_operators_token_expires(site: Site) -> None:
    operator = site.operator()
    site.now += 301
    assert (await operator.get("/api/lessons")).status == 401
