"""
Know a browser again that an account was signed in with, so that nobody else's guesses count against it.

The cookie is OWASP's "device cookie": a random name, signed for this one account. It opens nothing; it only
lets its browser's attempts be counted apart from those of strangers.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from server.auth.tokens import same

#: A teacher comes back after the long holidays.
KEPT_S = 180 * 86_400


def cookie_of(login: str) -> str:
    """The cookie's name; several people may use one browser."""
    return f"tongke_known_{hashlib.sha256(login.encode()).hexdigest()[:12]}"


def new_mark(login: str, secret: str) -> str:
    """The cookie's value for a browser that has just shown the account's password."""
    name = secrets.token_urlsafe(12)
    return f"{name}.{_signature(name, login, secret)}"


def name_in(mark: str, login: str, secret: str) -> str:
    """The browser's name if this server has made the mark for this account, else empty."""
    name, _, signature = mark.partition(".")
    return name if same(signature, _signature(name, login, secret)) else ""


def _signature(name: str, login: str, secret: str) -> str:
    said = f"known browser:{name}:{login}".encode("utf-8", "surrogateescape")
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()[:40]
