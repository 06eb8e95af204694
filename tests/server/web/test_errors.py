"""Bad requests: each has a named error, in the language of the asker."""

from __future__ import annotations

import pytest

from server.web.errors import ERRORS
from tests.support.site import Site

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"{", JSON, 400, "malformed_json"),
        (b"\xff", JSON, 400, "malformed_json"),
        (b"[]", JSON, 422, "invalid_field"),
        (b'{"login": "li"}', JSON, 422, "invalid_field"),
        (b'{"login": "li", "password": "x", "more": 1}', JSON, 422, "invalid_field"),
        (b"login=li", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported_type"),
        (b" " * 300_000, JSON, 413, "too_large"),
    ],
)
async def test_a_bad_body_is_named(
    site: Site, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    answer = await site.visitor(**headers).ask("POST", "/api/login", data=body)
    assert (answer.status, (await answer.json())["error"]["code"]) == (status, code)


async def test_the_error_names_the_field(site: Site) -> None:
    answer = await site.visitor().post("/api/login", {"login": "li"})
    assert "password" in (await answer.json())["error"]["text"]


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("en", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en-US,en;q=0.9,zh;q=0.2", "en"),
        ("fr", "zh-CN"),
        ("", "zh-CN"),
    ],
)
async def test_errors_speak_the_language_of_the_asker(site: Site, accepted: str, spoken: str) -> None:
    answer = await site.visitor(**{"Accept-Language": accepted}).get("/api/me")
    wording = ERRORS["not_signed_in"]
    assert answer.headers["Content-Language"] == spoken
    assert (await answer.json())["error"]["text"] == (wording.en if spoken == "en" else wording.zh)[0]


async def test_an_unknown_address_under_api_is_json(site: Site) -> None:
    answer = await site.visitor().get("/api/nothing")
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")


async def test_a_wrong_method_says_which_are_right(site: Site) -> None:
    answer = await site.visitor().ask("DELETE", "/api/lessons")
    assert (answer.status, (await answer.json())["error"]["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


async def test_a_database_that_is_gone_is_said_without_a_word_of_its_inside(site: Site) -> None:
    li = await site.signed_in("li")
    async with site.database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE lesson RENAME TO away")
    answer = await li.get("/api/lessons")
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (503, "database_gone")
    assert "lesson" not in error["text"].replace("Lessons", "")


def test_every_error_says_something_in_both_languages() -> None:
    for code, wording in ERRORS.items():
        assert all((*wording.zh, *wording.en)), code
        assert 400 <= wording.status < 600, code
