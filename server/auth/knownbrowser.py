"""
Know a browser again that an account was signed in with, so that nobody else's guesses count against it.

The cookie is OWASP's "device cookie": a random name, signed for this one account. It opens nothing; it only
lets its browser's attempts be counted apart from those of strangers. A new password forgets every mark, for
whoever had the old one may have made any number of them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from server.auth.tokens import same

#: A teacher comes back after the long holidays.
KEPT_S = 180 * 86_400
#: Accounts that one browser is known by. The marks are sent together, and a head of 8 KiB is refused.
MOST = 30
_PREFIX = "tongke_known_"


def cookie_of(login: str) -> str:
    """The cookie's name; several people may use one browser."""
    return f"{_PREFIX}{hashlib.sha256(login.encode()).hexdigest()[:12]}"


def overdue(cookies: Iterable[str]) -> list[str]:
    """Of the names of a browser's cookies, the oldest first, those that must go before one more is set."""
    marks = [name for name in cookies if name.startswith(_PREFIX)]
    return marks[: max(0, len(marks) - MOST + 1)]


def new_mark(login: str, password_hash: str, secret: str) -> str:
    """The cookie's value for a browser that has just shown the account's password."""
    name = secrets.token_urlsafe(12)
    return f"{name}.{_signature(name, login, password_hash, secret)}"


def name_in(mark: str, login: str, password_hash: str, secret: str) -> str:
    """The browser's name if this server has made the mark for this account and password, else empty."""
    name, _, signature = mark.partition(".")
    return name if same(signature, _signature(name, login, password_hash, secret)) else ""


def _signature(name: str, login: str, password_hash: str, secret: str) -> str:
    said = f"known browser:{name}:{login}:{password_hash}".encode("utf-8", "surrogateescape")
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()[:40]
