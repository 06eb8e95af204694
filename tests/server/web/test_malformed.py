"""Requests that break HTTP itself, or their own promises, are answered and leave no trace but a count."""

from __future__ import annotations

import asyncio
import logging

import pytest

from server.web.malformed import MalformedRequests
from tests.support.site import Site

LOGIN = "POST /api/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"


async def answer(site: Site, request: str) -> str:
    """Send these characters as bytes and return all that comes back."""
    reader, writer = await asyncio.open_connection(site.server.host, site.server.port)
    writer.write(request.encode("latin-1"))
    text = (await reader.read()).decode("utf-8", "replace")
    writer.close()
    return text


@pytest.mark.parametrize(
    "request_text",
    [
        "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a" * 20_000 + "\r\n\r\n",
        "GET / HTTP/1.1\r\n" + "".join(f"X{n}: a\r\n" for n in range(2000)) + "\r\n",
        "GET /" + "a" * 20_000 + " HTTP/1.1\r\nHost: x\r\n\r\n",
        LOGIN + "Content-Length: -1\r\n\r\n{}",
        LOGIN + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    ],
)
async def test_what_is_no_http_is_400_and_only_counted(
    site: Site, request_text: str, caplog: pytest.LogCaptureFixture
) -> None:
    counting, log = MalformedRequests(), logging.getLogger("aiohttp.server")
    log.addFilter(counting)
    before = MalformedRequests.count
    try:
        assert (await answer(site, request_text)).split()[1] == "400"
    finally:
        log.removeFilter(counting)
    assert MalformedRequests.count > before
    assert not caplog.records


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ("Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx", "400"),
        ("Origin: http://[::1\r\nContent-Length: 2\r\n\r\n{}", "403"),
        ("Origin: \xff\r\nContent-Length: 2\r\n\r\n{}", "403"),
        ('Content-Length: 35\r\n\r\n{"login":"\\u0000","password":"xxx"}', "422"),
    ],
)
async def test_strange_request_is_refused_by_name(site: Site, rest: str, status: str) -> None:
    text = await answer(site, LOGIN + rest)
    assert text.split()[1] == status
    assert '"code"' in text


@pytest.mark.parametrize("header", ["Cookie: tongke_session=\xff\xfe", "Authorization: Bearer \xff\xfe"])
async def test_secret_that_is_no_text_is_wrong_like_any_other(site: Site, header: str) -> None:
    text = await answer(site, f"GET /api/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n\r\n")
    assert text.split()[1] == "401"


async def test_csrf_token_that_is_no_text_is_wrong_like_any_other(site: Site) -> None:
    li = await site.signed_in("li")
    token = li.session.cookie_jar.filter_cookies(site.server.make_url("/"))["tongke_session"].value
    head = f"POST /api/logout HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: tongke_session={token}\r\n"
    assert (await answer(site, f"{head}X-CSRF-Token: \xff\r\n\r\n")).split()[1] == "403"


async def test_slow_body_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.web.routes.BODY_S", 0.05)
    text = await answer(site, LOGIN + "Content-Length: 100\r\n\r\n{")
    assert text.split()[1] == "408"
    assert '"too_slow"' in text


async def test_asker_who_goes_away_is_no_failure(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    _, writer = await asyncio.open_connection(site.server.host, site.server.port)
    writer.write((LOGIN + "Content-Length: 100\r\n\r\n{").encode())
    await writer.drain()
    await site.visitor().get("/api/me")  # by now the server waits for the rest
    writer.transport.abort()
    await site.visitor().get("/api/me")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("path", ["/%00", "/a%00.js", "/" + "a" * 300, "/api/lessons/%00", "/api/%00"])
async def test_name_that_no_file_can_have_is_404(site: Site, path: str) -> None:
    text = await answer(site, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert text.split()[1] == "404"


@pytest.mark.parametrize("moment", [2**53 - 1, 253_370_764_800_000])
async def test_lesson_beyond_all_calendars_is_refused(site: Site, moment: int) -> None:
    refused = await site.operator().post("/api/lessons", {"starts_at": moment})
    assert (refused.status, (await refused.json())["error"]["code"]) == (422, "invalid_field")
