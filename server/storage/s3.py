"""A store that speaks S3; the only file that knows obstore."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store as Bucket

from server.storage.settings import S3
from server.storage.store import NotThere, Stored, StoreFailed

PIECE = 256 * 1024
#: Read by one request: the timeout is that of a request with all its bytes, however slow the line is,
#: and a reader who takes them slowly is none of the store's concern.
WINDOW = 2 * 1024 * 1024
#: A take of an hour goes in parts of this size, a few at a time.
PART = 8 * 1024 * 1024
AT_ONCE = 4


class S3Store:
    """Files in one bucket, below a prefix of it."""

    def __init__(self, settings: S3) -> None:
        self._bucket = Bucket(
            settings.bucket,
            prefix=settings.prefix or None,
            endpoint=settings.endpoint or None,
            region=settings.region,
            access_key_id=settings.access_key,
            secret_access_key=settings.secret_key.get_secret_value(),
            virtual_hosted_style_request=not settings.path_style,
            client_options={
                "allow_http": settings.endpoint.startswith("http://"),
                "timeout": timedelta(seconds=settings.timeout_s),
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=settings.timeout_s)},
        )

    async def put(self, name: str, path: Path) -> None:
        """As `Store.put`."""
        with _named(name):
            await obstore.put_async(self._bucket, name, path, chunk_size=PART, max_concurrency=AT_ONCE)

    async def read(self, name: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """As `Store.read`."""
        if end is None:
            end = await self.size(name)
            if end is None:
                raise NotThere(name)
        while start < end:
            data = await self._window(name, start, min(end, start + WINDOW))
            for at in range(0, len(data), PIECE):
                yield data[at : at + PIECE]
            if len(data) < WINDOW:
                return
            start += len(data)

    async def _window(self, name: str, start: int, end: int) -> bytes:
        with _named(name):
            return bytes(await obstore.get_range_async(self._bucket, name, start=start, end=end))

    async def size(self, name: str) -> int | None:
        """As `Store.size`."""
        try:
            with _named(name):
                return (await obstore.head_async(self._bucket, name))["size"]
        except NotThere:
            return None

    async def files(self, folder: str) -> AsyncIterator[Stored]:
        """As `Store.files`."""
        with _named(folder):
            async for chunk in obstore.list(self._bucket, f"{folder}/" if folder else None):
                for found in chunk:
                    yield Stored(found["path"], found["size"])

    async def delete(self, name: str) -> None:
        """As `Store.delete`."""
        try:
            with _named(name):
                await obstore.delete_async(self._bucket, name)
        except NotThere:
            return


@contextmanager
def _named(name: str) -> Iterator[None]:
    """The library's errors as ours; what it says may show the address, never the keys."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise NotThere(name) from None
    except (BaseError, OSError) as failure:
        raise StoreFailed(f"{name}: {type(failure).__name__}") from failure
