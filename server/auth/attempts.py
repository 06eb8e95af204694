"""Count attempts in moving windows, per account, address or person; the only file that knows `limits`."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from typing import Any

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from redis.asyncio import ConnectionPool

from server.settings import SignIn

log = logging.getLogger(__name__)


class Window:
    """A moving window per name, in memory or in Redis."""

    def __init__(self, url: str) -> None:
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._pool: ConnectionPool | None = None
        self._shared: MovingWindowRateLimiter | None = None
        if url != "memory://":
            self._pool = ConnectionPool.from_url(url)
            self._shared = _redis(url, self._pool)

    async def hit(self, limit: RateLimitItem, *name: str) -> bool:
        """Count one; false when the name has had too many."""
        for limiter in self._limiters():
            try:
                return await limiter.hit(limit, *name)
            except StorageError as failure:
                # Counted by this process alone until the store is back: nobody is locked out by it.
                log.warning("the shared store of attempts is gone: %s", failure)
        return True

    async def clear(self, key: str) -> None:
        """Forget what was counted under a key of `RateLimitItem.key_for`."""
        for limiter in self._limiters():
            try:
                await limiter.storage.clear(key)
            except StorageError as failure:
                log.warning("attempts can't be cleared: %s", failure)

    async def close(self) -> None:
        """Close the connections to Redis, if any."""
        if self._pool is not None:
            await self._pool.aclose()

    def _limiters(self) -> Sequence[MovingWindowRateLimiter]:
        return [self._shared, self._own] if self._shared else [self._own]


class Rate:
    """So many of one thing (`purpose`) for each name, as `10/5minutes` has it."""

    def __init__(self, purpose: str, limit: str, url: str) -> None:
        self._purpose = purpose
        self._limit = parse(limit)
        self._window = Window(url)

    async def allow(self, name: str) -> bool:
        """Count one; false when the name has had too many."""
        return await self._window.hit(self._limit, self._purpose, name)

    async def forgive(self, name: str) -> None:
        """Forget what was counted for the name."""
        await self._window.clear(self._limit.key_for(self._purpose, name))

    async def close(self) -> None:
        await self._window.close()


class Attempts:
    """The attempts to sign in, per account and per address."""

    def __init__(self, settings: SignIn) -> None:
        self._account = parse(settings.account_attempts)
        self._address = parse(settings.address_attempts)
        self._window = Window(settings.limits_url)

    async def allow(self, login: str, address: str) -> bool:
        """Count one attempt; false when the account or the address has had too many."""
        by_address = await self._window.hit(self._address, "address", address)
        return by_address and await self._window.hit(self._account, "account", _digest(login))

    async def forgive(self, login: str) -> None:
        """Forget the account's attempts after a right password."""
        await self._window.clear(self._account.key_for("account", _digest(login)))

    async def close(self) -> None:
        await self._window.close()


def _redis(url: str, pool: ConnectionPool) -> MovingWindowRateLimiter:
    # Its annotations leave out what its documentation offers: a pool of one's own, which can be closed.
    options: dict[str, Any] = {"implementation": "redispy", "connection_pool": pool}
    return MovingWindowRateLimiter(RedisStorage(f"async+{url}", wrap_exceptions=True, **options))


def _digest(login: str) -> str:
    # A login may be any text: the digest bounds its length and keeps it out of the store.
    return hashlib.sha256(login.encode()).hexdigest()
