"""
What every upload that goes on after a break has in common: tus 1.0 with creation and termination.

https://tus.io/protocols/resumable-upload; the bytes go from the line to the disk, and are
checked by their announced length before the first of them is taken.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from aiohttp import web

from server.courseware.receiving import receive
from server.web.arriving import arriving
from server.web.errors import ApiError, error_response
from server.web.routes import Call

VERSION = "1.0.0"
OFFSET = "application/offset+octet-stream"
#: Of `Upload-Metadata`: a name, a type, and what a client likes to add.
_METADATA = 4096

Endpoint = Callable[[Call], Awaitable[web.StreamResponse]]


def tus(endpoint: Endpoint) -> Endpoint:
    """Speak tus: its version in every answer, also in refusals."""

    async def answer(call: Call) -> web.StreamResponse:
        try:
            if call.request.headers.get("Tus-Resumable") != VERSION:
                raise ApiError("tus_version")
            response = await endpoint(call)
        except ApiError as error:
            response = error_response(call.request, error)
        response.headers["Tus-Resumable"] = VERSION
        return response

    return answer


def described(most_bytes: int) -> web.Response:
    """What the server speaks, and the largest file that it takes."""
    headers = {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,termination,expiration",
        "Tus-Max-Size": str(most_bytes),
    }
    return web.Response(status=204, headers=headers)


def announced(request: web.Request) -> tuple[int, dict[str, str]]:
    """
    The length of the file and what is said of it; `filename` is among that, without its path.

    Raises `ApiError`: `not_an_upload`.
    """
    length = request.headers.get("Upload-Length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16) or int(length) == 0:
        raise ApiError("not_an_upload", "Upload-Length")
    words = [each.split(" ") for each in request.headers.get("Upload-Metadata", "")[:_METADATA].split(",")]
    given = {word[0].strip(): word[1] for word in words if len(word) == 2}
    try:
        said = {key: base64.b64decode(value, validate=True).decode() for key, value in given.items()}
    except (binascii.Error, ValueError):
        raise ApiError("not_an_upload", "Upload-Metadata") from None
    name = said.get("filename", "").replace("\\", "/").rpartition("/")[2].replace("\0", "").strip()
    return int(length), {**said, "filename": name}


def check_append(request: web.Request) -> None:
    """Raise `not_an_upload` for a PATCH that is none of tus."""
    if request.content_type != OFFSET or request.headers.get("Content-Encoding"):
        raise ApiError("not_an_upload")


async def received(request: web.Request, path: Path, length: int) -> int:
    """
    Append what the request brings to the file; returns how many bytes there are now.

    Raises `ApiError`: `too_large`, `too_slow`, `disk_full`, `bad_request`; what has come is kept.
    """
    with arriving(ApiError("too_large")):
        return await receive(path, length, aiter(request.content.iter_any()))


def break_off(request: web.Request) -> None:
    """End a request whose sender has come again by another one."""
    if request.transport is not None:
        request.transport.abort()


def looked_at(offset: int, length: int, expires_at: int | None) -> web.Response:
    """How much has come."""
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(length), "Cache-Control": "no-store"}
    return web.Response(status=200, headers=headers | expires(expires_at))


def expires(expires_at: int | None) -> dict[str, str]:
    """The header that says until when an upload may go on (Unix milliseconds)."""
    if expires_at is None:
        return {}
    return {"Upload-Expires": format_datetime(datetime.fromtimestamp(expires_at / 1000, UTC), True)}
