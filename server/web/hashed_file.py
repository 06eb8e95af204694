"""A file that never changes, answered with its hash as a strong entity tag, and with byte ranges."""

from __future__ import annotations

from pathlib import Path

from aiohttp import ETag, hdrs, web
from aiohttp.abc import AbstractStreamWriter

FOR_EVER = "private, max-age=31536000, immutable"
_CONDITIONS = (hdrs.IF_NONE_MATCH, hdrs.IF_MODIFIED_SINCE, hdrs.IF_MATCH, hdrs.IF_UNMODIFIED_SINCE)


def hashed_file(request: web.Request, path: Path, sha256: str, type: str) -> web.StreamResponse:
    """The file, the wanted range of it, or 304 to whoever has it."""
    headers: dict[str, str] = {hdrs.CACHE_CONTROL: FOR_EVER}
    if any(tag.value in (sha256, "*") for tag in request.if_none_match or ()):
        return web.Response(status=304, headers=headers | {hdrs.ETAG: f'"{sha256}"'})
    return _HashedFile(path, sha256, headers | {hdrs.CONTENT_TYPE: type, hdrs.ACCEPT_RANGES: "bytes"})


class _HashedFile(web.FileResponse):
    """`FileResponse` would make a tag of the file's time, which differs from one disk to the next."""

    def __init__(self, path: Path, sha256: str, headers: dict[str, str]) -> None:
        super().__init__(path, chunk_size=1 << 20, headers=headers)
        self._sha256 = sha256

    @property
    def etag(self) -> ETag | None:
        """The hash, whatever the file says."""
        return ETag(self._sha256)

    @etag.setter
    def etag(self, value: ETag | str | None) -> None:
        self.headers[hdrs.ETAG] = f'"{self._sha256}"'

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Called by aiohttp when it sends the response: conditions are compared with the hash alone."""
        headers = request.headers.copy()
        for name in _CONDITIONS:
            headers.popall(name, None)
        if headers.get(hdrs.IF_RANGE, self._tag) != self._tag:
            headers.popall(hdrs.RANGE, None)
        headers.popall(hdrs.IF_RANGE, None)
        return await super().prepare(request.clone(headers=headers))

    @property
    def _tag(self) -> str:
        return f'"{self._sha256}"'
