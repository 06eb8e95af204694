"""A file answered with byte ranges, with `If-Range` by entity tag, which aiohttp's own leaves out."""

from __future__ import annotations

from pathlib import Path

from aiohttp import hdrs, web
from aiohttp.abc import AbstractStreamWriter


class RangedFile(web.FileResponse):
    """
    A `FileResponse` that sends the whole file when the asker's copy is of another version.

    A take that still grows has a new tag after each fragment, so a player that
    continues an old copy by `If-Range` starts over instead of gluing two versions together.
    """

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Called by aiohttp when it sends the response: drops a range whose `If-Range` does not match."""
        condition = request.headers.get(hdrs.IF_RANGE, "")
        if condition.startswith(('"', "W/")) and condition != _tag(Path(self._path)):
            headers = request.headers.copy()
            headers.popall(hdrs.RANGE, None)
            request = request.clone(headers=headers)
        return await super().prepare(request)


def _tag(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return ""
    return f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
