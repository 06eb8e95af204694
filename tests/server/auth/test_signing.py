"""Signed addresses: good for one path, one purpose and a while."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.auth.signing import Grantee, SignatureRefused, sign, verify

SECRET = "a secret of the tests, long enough"
PATH = "/api/exports/abc/file"
GRANTEE = Grantee(what="export", expires_at=1000, actor="u1", name="李文静", outside=True, state=7)


def signature(path: str = PATH, grantee: Grantee = GRANTEE, secret: str = SECRET) -> str:
    return parse_qs(urlsplit(sign(secret, path, grantee)).query)["sig"][0]


def refusal(given: str, *, path: str = PATH, what: str = "export", now: int = 0) -> str:
    with pytest.raises(SignatureRefused) as refused:
        verify(SECRET, path, given, what, now)
    return refused.value.code


def test_a_signature_says_for_whom_it_is() -> None:
    assert verify(SECRET, PATH, signature(), "export", 999) == GRANTEE


def test_a_signature_expires() -> None:
    assert refusal(signature(), now=1000) == "signature_expired"


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (signature(), {"path": "/api/exports/abd/file"}),
        (signature(), {"what": "clip"}),
        (signature(secret="another secret of the tests"), {}),
        (signature() + "A", {}),
        (signature() + "=", {}),
        (signature().upper(), {}),
        ("", {}),
        (".", {}),
        ("é.é", {}),
        ("a.b.c", {}),
    ],
)
def test_a_signature_for_something_else_is_refused(given: str, where: dict[str, str]) -> None:
    assert refusal(given, **where) == "bad_signature"


def test_no_character_of_a_signature_can_be_changed() -> None:
    good = signature()
    for at, before in enumerate(good):
        changed = good[:at] + ("A" if before != "A" else "B") + good[at + 1 :]
        assert refusal(changed) == "bad_signature"


@given(st.text(max_size=60))
def test_what_was_never_signed_is_refused(text: str) -> None:
    assert refusal(text) == "bad_signature"
