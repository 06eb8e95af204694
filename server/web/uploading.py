"""
What uploads of every kind do when they come in parts and go on after a break (tus).

A kind says what is its own: whose an upload is, when it is whole, and what becomes of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar

from aiohttp import web

from server.courseware.incoming import Incoming
from server.data.models import Import, LessonDocument
from server.web.errors import ApiError
from server.web.routes import Call, Route
from server.web.shelf import TURNS
from server.web.tus import OFFSET, break_off, check_append, expires, looked_at, received, tus

#: What is announced: it has an `id`, its `length` in bytes, and `expires_at` while it comes.
Upload = TypeVar("Upload", Import, LessonDocument)


class Bounds(Protocol):
    """The settings that every kind has: how long a break may be, and what must remain free on the disk."""

    @property
    def upload_hours(self) -> int: ...

    @property
    def min_free_mb(self) -> int: ...


class Uploads(ABC, Generic[Upload]):
    """One kind of uploads, and its endpoints."""

    @abstractmethod
    async def find(self, call: Call) -> Upload | None:
        """The upload of the path, if the person may send it."""

    @abstractmethod
    def is_whole(self, upload: Upload) -> bool:
        """Whether all of it has come and was taken in."""

    @abstractmethod
    def incoming(self, call: Call) -> Incoming:
        """Where it lies meanwhile."""

    @abstractmethod
    def bounds(self, call: Call) -> Bounds:
        """The settings of its kind."""

    @abstractmethod
    async def complete(self, call: Call, upload: Upload) -> None:
        """Take in what has come whole; nothing happens the second time."""

    @abstractmethod
    async def forget(self, call: Call, upload: Upload) -> None:
        """It is given up, and nobody writes it any more."""

    async def found(self, call: Call) -> Upload:
        """The upload of the path, if it has not expired. Raises `ApiError`: `no_such_upload`."""
        upload = await self.find(call)
        if upload is None or (upload.expires_at is not None and upload.expires_at < call.context.now_ms()):
            raise ApiError("no_such_upload")
        return upload

    async def look(self, call: Call) -> web.StreamResponse:
        """How much has come; whoever still sends on an old connection is ended first."""
        upload = await self.found(call)
        await call.request.app[TURNS].interrupt(upload.id)
        return looked_at(await self._offset(call, upload), upload.length, upload.expires_at)

    async def append(self, call: Call) -> web.StreamResponse:
        """Take what follows; the last byte lets it be taken in."""
        upload, request = await self.found(call), call.request
        check_append(request)
        async with request.app[TURNS].take(upload.id, lambda: break_off(request)):
            if request.headers.get("Upload-Offset") != str(await self._offset(call, upload)):
                raise ApiError("wrong_offset")
            incoming = self.incoming(call)
            if incoming.free_mb() < self.bounds(call).min_free_mb:
                raise ApiError("disk_full")
            await self._prolong(call, upload)
            offset = await received(request, incoming.path(upload.id), upload.length)
        if offset == upload.length:
            await self.complete(call, upload)
        return web.Response(status=204, headers={"Upload-Offset": str(offset)} | expires(upload.expires_at))

    async def give_up(self, call: Call) -> web.StreamResponse:
        """It is not wanted any more."""
        upload = await self.found(call)
        await call.request.app[TURNS].interrupt(upload.id)
        await self.forget(call, upload)
        return web.Response(status=204)

    def expiry(self, call: Call) -> int:
        """Until when one that is announced or gone on with now may go on, in Unix milliseconds."""
        return call.context.now_ms() + self.bounds(call).upload_hours * 3_600_000

    def routes(self, path: str, errors: tuple[str, ...]) -> tuple[Route, ...]:
        """The endpoints of one upload; `errors` are those of finding it."""
        finding: tuple[str, ...] = (*errors, "no_such_upload", "tus_version")
        refusals: tuple[str, ...] = ("not_an_upload", "wrong_offset", "too_large", "too_slow", "disk_full")
        return (
            Route("HEAD", path, tus(self.look), "tus: how much has come.", errors=finding),
            Route(
                "PATCH",
                path,
                tus(self.append),
                "tus: send what follows.",
                takes=OFFSET,
                status=204,
                errors=(*finding, *refusals),
            ),
            Route("DELETE", path, tus(self.give_up), "tus: give it up.", status=204, errors=finding),
        )

    async def _offset(self, call: Call, upload: Upload) -> int:
        """How many bytes there are; all of them are taken in here if a crash has prevented it before."""
        if self.is_whole(upload):
            return upload.length
        exact = self.incoming(call).received(upload.id)
        if exact == upload.length:
            await self.complete(call, upload)
        return exact

    async def _prolong(self, call: Call, upload: Upload) -> None:
        """Whoever goes on with an upload keeps it, however long a thin line takes."""
        if not self.is_whole(upload):
            async with call.context.database.session() as session:
                session.add(upload)
                upload.expires_at = self.expiry(call)
