"""Headers that keep a browser safe, on every kind of response."""

from __future__ import annotations

import pytest

from tests.support.site import Site

PATHS = ["/", "/terminal", "/api/me", "/api/openapi.json", "/api/nothing", "/missing.js"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_response_carries_the_policy(site: Site, path: str) -> None:
    headers = (await site.visitor().get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Python" not in headers["Server"]


@pytest.mark.parametrize("path", PATHS)
async def test_the_policy_allows_no_inline_script_no_eval_and_no_foreign_source(
    site: Site, path: str
) -> None:
    policy = (await site.visitor().get(path)).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "*" not in policy and "http" not in policy
    for directive in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in policy


async def test_answers_about_people_are_not_stored_by_caches(site: Site) -> None:
    li = await site.signed_in("li")
    assert (await li.get("/api/me")).headers["Cache-Control"] == "private, no-store"
