"""Passwords as argon2id hashes; the only file that knows argon2."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

MIN_LENGTH = 8
MAX_LENGTH = 256

_hasher = PasswordHasher()
# Each check takes 64 MiB and 50 ms of CPU: a burst of sign-ins must not eat the machine.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")


def hash_password(password: str) -> str:
    """The hash to store; takes about 50 ms of CPU."""
    return _hasher.hash(password)


async def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password fits the hash; `None` or an empty hash never fits, and takes as long."""
    loop = asyncio.get_running_loop()
    fits = await loop.run_in_executor(_threads, _verify, password_hash, password)
    return fits and bool(password_hash)


@cache
def _nobody() -> str:
    """Somebody unknown costs as much time as a wrong password, so that logins can't be found out."""
    return _hasher.hash("nobody")


def _verify(password_hash: str | None, password: str) -> bool:
    try:
        return _hasher.verify(password_hash or _nobody(), password)
    except (Argon2Error, InvalidHashError):
        return False
