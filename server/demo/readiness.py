"""Wait until a server that was just started is healthy."""

from __future__ import annotations

import asyncio
import ssl
import time

import aiohttp

from server.settings import Settings
from server.trust import only

WITHIN_S = 30.0
_PAUSE_S = 0.1


async def healthy(settings: Settings) -> bool:
    """Ask `/healthz` until it answers 200; false when it has not within half a minute."""
    certificate = settings.http.tls_cert
    trust = only(certificate) if certificate is not None else True
    deadline = time.monotonic() + WITHIN_S
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as client:
        while time.monotonic() < deadline:
            if await _answers(client, f"{settings.local_url}/healthz", trust):
                return True
            await asyncio.sleep(_PAUSE_S)
    return False


async def _answers(client: aiohttp.ClientSession, url: str, trust: ssl.SSLContext | bool) -> bool:
    try:
        async with client.get(url, ssl=trust) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
