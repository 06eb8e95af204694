"""Bring a film into a site as a person does, and wait for what comes of it."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse

from tests.support.courseware import OFFSET, TUS
from tests.support.site import Visitor
from tests.support.waiting import eventually


async def announce_film(visitor: Visitor, name: str, length: int, **said: str) -> ClientResponse:
    """Announce a film of that name; `said` goes with it."""
    words = {"filename": name, **said}
    metadata = ",".join(f"{key} {base64.b64encode(word.encode()).decode()}" for key, word in words.items())
    headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata}
    return await visitor.ask("POST", "/api/imports", headers=headers)


async def send_film(visitor: Visitor, path: Path, **said: str) -> str:
    """Bring a file in; returns the import's id."""
    data = await asyncio.to_thread(path.read_bytes)
    answer = await announce_film(visitor, path.name, len(data), **said)
    assert answer.status == 201, await answer.text()
    address = answer.headers["Location"]
    headers = {**TUS, **OFFSET, "Upload-Offset": "0"}
    sent = await visitor.ask("PATCH", address, headers=headers, data=data)
    assert sent.status == 204, await sent.text()
    return address.split("/")[-2]


async def taken_in(visitor: Visitor, import_id: str) -> dict[str, Any]:
    """The import's card when it has become a recording or has failed."""
    return await _ended(
        visitor, f"/api/imports/{import_id}", lambda card: card["state"] in ("ready", "failed")
    )


async def job_ended(visitor: Visitor, job: str) -> dict[str, Any]:
    """The job's card when it is over."""
    return await _ended(visitor, f"/api/jobs/{job}", lambda card: card["ended_at"] is not None)


async def _ended(visitor: Visitor, address: str, is_over: Any) -> dict[str, Any]:
    card: dict[str, Any] = {}

    async def over() -> bool:
        nonlocal card
        card = await (await visitor.get(address)).json()
        return bool(is_over(card))

    await eventually(over, 40)
    return card
