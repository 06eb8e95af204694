"""Count attempts in moving windows, per account, address or person; the only file that knows `limits`."""

from __future__ import annotations

import hashlib
import logging
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from limits import RateLimitItem, parse, parse_many
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from redis.asyncio import ConnectionPool

from server.settings import SignIn
from signaling.rate import Rates

log = logging.getLogger(__name__)

#: Refusals of one network that the audit keeps in an hour.
NOTED = 60


class _Memory(MemoryStorage):
    """Of `limits`, whose sweep of old attempts stumbles over a name that is cleared meanwhile."""

    async def clear(self, key: str) -> None:
        # The sweep takes away what is empty.
        if key in self.events:
            self.events[key] = []


class Window:
    """A moving window per name, in memory or in Redis."""

    def __init__(self, url: str) -> None:
        self._own = MovingWindowRateLimiter(_Memory())
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

    async def opens_in(self, limit: RateLimitItem, *name: str) -> int:
        """Seconds until a name that has had too many may go on; at least one."""
        for limiter in self._limiters():
            try:
                opens_at, _ = await limiter.get_window_stats(limit, *name)
                return max(1, math.ceil(opens_at - time.time()))
            except StorageError as failure:
                log.warning("the shared store of attempts is gone: %s", failure)
        return limit.get_expiry()

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


@dataclass(frozen=True, slots=True)
class Asker:
    """Who tries an account: from which network, and in which browser if the account was signed in there."""

    login: str
    network: str
    browser: str = ""


#: A limit and the name that it counts for.
Counted = tuple[RateLimitItem, tuple[str, ...]]


class Attempts:
    """
    The attempts to sign in: from one network, from there on one account, and on one account from anywhere.

    A browser that the account was signed in with counts by itself alone. So whoever guesses, be it from
    the same school's address, keeps himself out and not the owner of the account.
    """

    def __init__(self, settings: SignIn) -> None:
        self._account = parse_many(settings.account_attempts)
        self._anywhere = parse_many(settings.spread_attempts)
        self._network = parse_many(settings.address_attempts)
        self._window = Window(settings.limits_url)
        self._refusals = Rates(NOTED, NOTED / 3600)

    async def wait_s(self, asker: Asker) -> int:
        """Count one attempt: 0 if it may be made, else the seconds after which the next may."""
        of_network = [(limit, ("address", asker.network)) for limit in self._network]
        for limit, name in (*([] if asker.browser else of_network), *self._of_account(asker)):
            if not await self._window.hit(limit, *name):
                return await self._window.opens_in(limit, *name)
        return 0

    async def forgive(self, asker: Asker) -> None:
        """Forget the account's attempts after a right password."""
        for limit, name in self._of_account(asker):
            await self._window.clear(limit.key_for(*name))

    def is_noted(self, asker: Asker, now: int) -> bool:
        """Whether a refusal is worth a line in the audit; a flood of them is worth a few."""
        return self._refusals.take(asker.network, now)

    def _of_account(self, asker: Asker) -> list[Counted]:
        login = _digest(asker.login)
        if asker.browser:
            return [(limit, ("browser", asker.browser)) for limit in self._account]
        here = [(limit, ("account", login, asker.network)) for limit in self._account]
        return [*here, *((limit, ("account", login)) for limit in self._anywhere)]

    async def close(self) -> None:
        await self._window.close()


def _redis(url: str, pool: ConnectionPool) -> MovingWindowRateLimiter:
    # Its annotations leave out what its documentation offers: a pool of one's own, which can be closed.
    options: dict[str, Any] = {"implementation": "redispy", "connection_pool": pool}
    return MovingWindowRateLimiter(RedisStorage(f"async+{url}", wrap_exceptions=True, **options))


def _digest(login: str) -> str:
    # A login may be any text: the digest bounds its length and keeps it out of the store.
    return hashlib.sha256(login.encode()).hexdigest()
