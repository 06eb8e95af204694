"""Secrets that prove who one is: sign-in tokens, their CSRF tokens, terminal keys, operator tokens."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import jwt

OPERATOR_AUDIENCE = "tongke-operator"
OPERATOR_SECONDS = 300
_ALGORITHM = "HS256"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token. Tokens are long and random, so a plain hash suffices."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def csrf_token(token: str, secret: str) -> str:
    """The CSRF token that belongs to a sign-in token; worthless without the cookie."""
    return hmac.new(secret.encode(), b"csrf:" + _bytes(token), hashlib.sha256).hexdigest()[:40]


def same(one: str, other: str) -> bool:
    """Compare secrets in constant time."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def _bytes(text: str) -> bytes:
    """A header as it came: aiohttp keeps bytes that are no UTF-8 as lone surrogates."""
    return text.encode("utf-8", "surrogateescape")


def operator_token(secret: str, now_s: float) -> str:
    """A bearer token for the command line, good for five minutes."""
    claims = {"aud": OPERATOR_AUDIENCE, "sub": "operator", "exp": int(now_s) + OPERATOR_SECONDS}
    return jwt.encode(claims, secret, algorithm=_ALGORITHM)


def is_operator(token: str, secret: str, now_s: float) -> bool:
    """Whether the token was signed with this server's secret for an operator and is still good."""
    try:
        claims = jwt.decode(
            token,
            secret,
            algorithms=[_ALGORITHM],
            audience=OPERATOR_AUDIENCE,
            options={"require": ["exp", "sub"], "verify_exp": False},
        )
        return int(claims["exp"]) > now_s
    except (jwt.PyJWTError, ValueError, TypeError):
        return False
