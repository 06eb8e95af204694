"""Count sign-in attempts per account and per address; the only file that knows `limits`."""

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


class Attempts:
    """A moving window per account and per address, in memory or in Redis."""

    def __init__(self, settings: SignIn) -> None:
        self._account = parse(settings.account_attempts)
        self._address = parse(settings.address_attempts)
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._pool: ConnectionPool | None = None
        self._shared: MovingWindowRateLimiter | None = None
        if settings.limits_url != "memory://":
            self._pool = ConnectionPool.from_url(settings.limits_url)
            self._shared = _redis(settings.limits_url, self._pool)

    async def allow(self, login: str, address: str) -> bool:
        """Count one attempt; false when the account or the address has had too many."""
        by_address = await self._hit(self._address, "address", address)
        return by_address and await self._hit(self._account, "account", _digest(login))

    async def forgive(self, login: str) -> None:
        """Forget the account's attempts after a right password."""
        key = self._account.key_for("account", _digest(login))
        for limiter in self._limiters():
            try:
                await limiter.storage.clear(key)
            except StorageError as failure:
                log.warning("sign-in attempts can't be cleared: %s", failure)

    async def close(self) -> None:
        """Close the connections to Redis, if any."""
        if self._pool is not None:
            await self._pool.aclose()

    async def _hit(self, limit: RateLimitItem, *name: str) -> bool:
        for limiter in self._limiters():
            try:
                return await limiter.hit(limit, *name)
            except StorageError as failure:
                # Counted by this process alone until the store is back: nobody is locked out by it.
                log.warning("the shared store of sign-in attempts is gone: %s", failure)
        return True

    def _limiters(self) -> Sequence[MovingWindowRateLimiter]:
        return [self._shared, self._own] if self._shared else [self._own]


def _redis(url: str, pool: ConnectionPool) -> MovingWindowRateLimiter:
    # Its annotations leave out what its documentation offers: a pool of one's own, which can be closed.
    options: dict[str, Any] = {"implementation": "redispy", "connection_pool": pool}
    return MovingWindowRateLimiter(RedisStorage(f"async+{url}", wrap_exceptions=True, **options))


def _digest(login: str) -> str:
    # A login may be any text: the digest bounds its length and keeps it out of the store.
    return hashlib.sha256(login.encode()).hexdigest()
