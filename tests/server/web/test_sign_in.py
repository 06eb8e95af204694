"""Signing in: the cookie, the limits, and what the audit keeps."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from server.auth import passwords
from server.auth.knownbrowser import MOST, cookie_of, new_mark
from server.data import audit, people
from server.data.models import User
from server.demo import world
from tests.support.site import SECRET, Site

WRONG = {"password": "wrong"}
PASSWORD = world.demo_password(SECRET)


async def hash_of(site: Site, login: str) -> str:
    async with site.database.session() as session:
        found = await people.by_login(session, login)
    assert found is not None
    return found.password_hash


async def test_a_right_password_gets_a_cookie_that_scripts_cannot_read(site: Site) -> None:
    answer = await site.visitor().post("/api/login", {"login": "li", "password": PASSWORD})
    cookie = answer.cookies["tongke_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", "")
    assert (await answer.json())["user"]["name"] == "李文静"


@pytest.mark.parametrize(
    "site_environment", [{"TONGKE_HTTP__PUBLIC_URL": "https://tongke.example.edu"}], indirect=True
)
async def test_behind_tls_the_cookie_is_secure(site: Site) -> None:
    answer = await site.visitor().post("/api/login", {"login": "li", "password": PASSWORD})
    assert answer.cookies["tongke_session"]["secure"]
    assert "Strict-Transport-Security" in answer.headers


async def test_me_says_who_one_is_and_where_ones_roles_hold(site: Site) -> None:
    chen = await site.signed_in("chen")
    me = await (await chen.get("/api/me")).json()
    assert me["user"]["roles"] == [
        {"role": "researcher", "scope": world.demo_id("qinghe"), "scope_name": "清河市"}
    ]
    assert me["csrf"] == chen.headers["X-CSRF-Token"]


async def test_without_a_sign_in_me_is_401(site: Site) -> None:
    answer = await site.visitor().get("/api/me")
    assert (answer.status, (await answer.json())["error"]["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("login", ["li", "nobody"])
async def test_wrong_passwords_and_unknown_logins_look_the_same(site: Site, login: str) -> None:
    answer = await site.visitor().post("/api/login", {"login": login, "password": "wrong"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (401, "wrong_password")


async def test_after_signing_out_the_cookie_is_worth_nothing_even_to_a_thief(site: Site) -> None:
    li = await site.signed_in("li")
    token = li.session.cookie_jar.filter_cookies(site.server.make_url("/"))["tongke_session"].value
    assert (await li.post("/api/logout")).status == 200
    stolen = await site.visitor(Cookie=f"tongke_session={token}").get("/api/me")
    assert stolen.status == 401


async def test_a_sign_in_expires(site: Site) -> None:
    li = await site.signed_in("li")
    site.now += 12 * 3600 + 1
    assert (await li.get("/api/me")).status == 401


@pytest.mark.parametrize("site_environment", [{"TONGKE_SIGNIN__ACCOUNT_ATTEMPTS": "2/minute"}], indirect=True)
async def test_too_many_attempts_on_one_account_are_refused_whatever_the_password(site: Site) -> None:
    visitor = site.visitor()
    for _ in range(2):
        await visitor.post("/api/login", {"login": "li", "password": "wrong"})
    answer = await visitor.post("/api/login", {"login": "li", "password": PASSWORD})
    assert (answer.status, (await answer.json())["error"]["code"]) == (429, "too_many_attempts")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert (await visitor.post("/api/login", {"login": "chen", "password": PASSWORD})).status == 200


@pytest.mark.parametrize("site_environment", [{"TONGKE_SIGNIN__ACCOUNT_ATTEMPTS": "2/minute"}], indirect=True)
async def test_guesses_of_others_do_not_keep_out_the_browser_that_one_always_uses(site: Site) -> None:
    own, stranger = await site.signed_in("li"), site.visitor()
    for _ in range(3):
        guessed = await stranger.post("/api/login", {"login": "li", "password": "wrong"})
    assert guessed.status == 429
    assert (await own.post("/api/login", {"login": "li", "password": PASSWORD})).status == 200


@pytest.mark.parametrize("site_environment", [{"TONGKE_SIGNIN__ACCOUNT_ATTEMPTS": "2/minute"}], indirect=True)
async def test_a_new_password_knows_no_browser_any_more(site: Site) -> None:
    own, hashed = await site.signed_in("li"), passwords.hash_password("another password")
    async with site.database.session() as session:
        await session.execute(update(User).where(User.login == "li").values(password_hash=hashed))
    statuses = [(await own.post("/api/login", {"login": "li"} | WRONG)).status for _ in range(2)]
    other = (await site.visitor().post("/api/login", {"login": "li"} | WRONG)).status
    assert [*statuses, other] == [401, 401, 429]


@pytest.mark.parametrize("site_environment", [{"TONGKE_SIGNIN__ACCOUNT_ATTEMPTS": "2/minute"}], indirect=True)
async def test_a_mark_of_another_account_or_server_knows_no_browser(site: Site) -> None:
    hashed = await hash_of(site, "li")
    marks = [new_mark("chen", hashed, SECRET), new_mark("li", hashed, "another secret"), "li", "."]
    thieves = [site.visitor(Cookie=f"{cookie_of('li')}={mark}") for mark in marks]
    statuses = [(await each.post("/api/login", {"login": "li"} | WRONG)).status for each in thieves]
    assert statuses == [401, 401, 429, 429]


async def test_a_browser_that_many_sign_in_with_forgets_whom_it_has_known_longest(site: Site) -> None:
    marks = [f"{cookie_of(f'teacher {n}')}=mark" for n in range(MOST + 1)]
    shared = site.visitor(Cookie="; ".join(marks))
    cookies = (await shared.post("/api/login", {"login": "li", "password": PASSWORD})).cookies
    gone = [name for name, cookie in cookies.items() if cookie["max-age"] == "0"]
    assert gone == [cookie_of("teacher 0"), cookie_of("teacher 1")]
    assert cookies[cookie_of("li")]["max-age"] == str(180 * 86_400)


@pytest.mark.parametrize("site_environment", [{"TONGKE_SIGNIN__ADDRESS_ATTEMPTS": "2/minute"}], indirect=True)
async def test_too_many_attempts_from_one_address_are_refused_whatever_the_account(site: Site) -> None:
    visitor = site.visitor()
    for login in ("a", "b"):
        await visitor.post("/api/login", {"login": login, "password": "wrong"})
    assert (await visitor.post("/api/login", {"login": "c", "password": "wrong"})).status == 429


@pytest.mark.parametrize("site_environment", [{"TONGKE_SIGNIN__ACCOUNT_ATTEMPTS": "2/minute"}], indirect=True)
async def test_a_right_password_forgives_the_attempts_before_it(site: Site) -> None:
    visitor = site.visitor()
    for password in ("wrong", PASSWORD, "wrong", PASSWORD):
        answer = await visitor.post("/api/login", {"login": "li", "password": password})
    assert answer.status == 200


async def test_the_audit_keeps_sign_ins_and_refusals_but_no_password(site: Site) -> None:
    await site.signed_in("li")
    await site.visitor().post("/api/login", {"login": "li", "password": "hunter22"})
    async with site.database.session() as session:
        entries = await audit.entries(session)
    assert [(entry.action, entry.subject) for entry in entries] == [
        ("sign_in", "li"),
        ("sign_in_refused", "li"),
    ]
    assert all("hunter22" not in str(vars(entry)) for entry in entries)
