"""Films from elsewhere: announced, sent in parts (tus), and made recordings by a job."""

from __future__ import annotations

from aiohttp import web

from server.data import imports, jobs
from server.data.models import Duty, Import
from server.imports.bringing import IMPORT
from server.web.bringing import IMPORTS
from server.web.errors import ApiError
from server.web.filmwords import about_film, check_film, most_bytes
from server.web.gate import Access
from server.web.importcards import import_card
from server.web.importshapes import ImportCard, Imports
from server.web.noting import note
from server.web.routes import Call, Route
from server.web.shapes import Nothing
from server.web.shelf import TURNS
from server.web.tus import (
    OFFSET,
    announced,
    break_off,
    check_append,
    described,
    expires,
    looked_at,
    received,
    tus,
)

MOST = 200
_NAME = 120


async def describe(call: Call) -> web.StreamResponse:
    """What the server speaks, and the largest film that it takes."""
    return described(most_bytes(call))


async def create(call: Call) -> web.StreamResponse:
    """Announce a film: it is refused now, in words, or can be sent."""
    _check_duty(call)
    length, said = announced(call.request)
    name = said["filename"]
    check_film(call, name, length)
    about = await about_film(call, name, said)
    now = call.context.now_ms()
    async with call.context.database.session() as session:
        if said.get("sha256") and await imports.made_of(session, said["sha256"]):
            raise ApiError("already_imported")
        found = Import(
            by=call.person.actor,
            name=name[:_NAME],
            length=length,
            words=about.model_dump(mode="json"),
            created_at=now,
            expires_at=_expiry(call),
        )
        session.add(found)
        await session.flush()
        note(session, call, "import_film", found.id, name=found.name)
    call.request.app[IMPORTS].storage.begin(found.id)
    headers = {"Location": f"/api/imports/{found.id}/upload"}
    return web.Response(status=201, headers=headers | expires(found.expires_at))


async def look(call: Call) -> web.StreamResponse:
    """How much has come; whoever still sends on an old connection is ended first."""
    found = await _own(call)
    await call.request.app[TURNS].interrupt(found.id)
    return looked_at(await _offset(call, found), found.length, found.expires_at)


async def append(call: Call) -> web.StreamResponse:
    """Take what follows; the last byte lets it be taken apart."""
    found, request = await _own(call), call.request
    check_append(request)
    async with request.app[TURNS].take(found.id, lambda: break_off(request)):
        if request.headers.get("Upload-Offset") != str(await _offset(call, found)):
            raise ApiError("wrong_offset")
        if request.app[IMPORTS].storage.free_mb() < call.context.settings.imports.min_free_mb:
            raise ApiError("disk_full")
        await _prolong(call, found)
        path = request.app[IMPORTS].storage.incoming(found.id)
        offset = await received(request, path, found.length)
    if offset == found.length:
        await request.app[IMPORTS].complete(found.id)
    return web.Response(status=204, headers={"Upload-Offset": str(offset)} | expires(found.expires_at))


async def list_imports(call: Call) -> Imports:
    """One's own, newest first; an operator's are those of all."""
    by = None if call.person.is_operator else call.person.actor
    async with call.context.database.session() as session:
        found = await imports.newest(session, by, MOST)
        running = await jobs.newest(session, IMPORT, [each.id for each in found])
    cards = [import_card(call, each, running.get(each.id)) for each in found]
    return Imports(imports=cards, max_bytes=most_bytes(call))


async def show_import(call: Call) -> ImportCard:
    return await _card(call, await _own(call))


async def try_again(call: Call) -> ImportCard:
    """A film that could not be taken in is tried once more."""
    found = await _own(call)
    async with call.context.database.session() as session:
        job = (await jobs.newest(session, IMPORT, [found.id])).get(found.id)
    if job is None or not await call.request.app[IMPORTS].jobs.retry(job.id):
        raise ApiError("job_not_failed")
    return await _card(call, found)


async def remove_import(call: Call) -> Nothing:
    """Give it up; what has become a recording stays one, and only leaves this list's uploads."""
    found = await _own(call)
    await call.request.app[TURNS].interrupt(found.id)
    async with call.context.database.session() as session:
        job = (await jobs.newest(session, IMPORT, [found.id])).get(found.id)
    if job is not None:
        await call.request.app[IMPORTS].jobs.cancel(job.id)
    await call.request.app[IMPORTS].remove(found.id)
    return Nothing()


async def give_up(call: Call) -> web.StreamResponse:
    """The upload is not wanted any more."""
    await remove_import(call)
    return web.Response(status=204)


def _check_duty(call: Call) -> None:
    if not call.person.has(Duty.TEACHER, Duty.ADMINISTRATOR):
        raise ApiError("forbidden")


async def _own(call: Call) -> Import:
    async with call.context.database.session() as session:
        found = await imports.by_id(session, call.part("import"))
    if found is None or not (call.person.is_operator or found.by == call.person.actor):
        raise ApiError("no_such_upload")
    if found.expires_at is not None and found.expires_at < call.context.now_ms():
        raise ApiError("no_such_upload")
    return found


async def _card(call: Call, found: Import) -> ImportCard:
    async with call.context.database.session() as session:
        job = (await jobs.newest(session, IMPORT, [found.id])).get(found.id)
    return import_card(call, found, job)


async def _offset(call: Call, found: Import) -> int:
    """How many bytes there are; all of them are taken in here if a crash has prevented it before."""
    if found.sha256 is not None:
        return found.length
    exact = call.request.app[IMPORTS].storage.received(found.id)
    if exact == found.length:
        await call.request.app[IMPORTS].complete(found.id)
    return exact


async def _prolong(call: Call, found: Import) -> None:
    """Whoever goes on with an upload keeps it, however long a thin line takes."""
    if found.sha256 is None:
        async with call.context.database.session() as session:
            session.add(found)
            found.expires_at = _expiry(call)


def _expiry(call: Call) -> int:
    return call.context.now_ms() + call.context.settings.imports.upload_hours * 3_600_000


_LIST, _ONE = "/api/imports", "/api/imports/{import}"
_UPLOAD = f"{_ONE}/upload"
_GONE = ("no_such_upload",)
_TUS = (*_GONE, "tus_version")

ROUTES = (
    Route("OPTIONS", _LIST, describe, "What the server's tus speaks.", Access.ANYBODY, status=204),
    Route(
        "POST",
        _LIST,
        tus(create),
        "tus: announce a film; `Upload-Metadata` has its `filename`, and `title`, `subject`, `grade`, "
        "`taught_at` (Unix ms), `teacher` (a login) and `sha256` as far as they are known.",
        status=201,
        errors=(
            *("forbidden", "tus_version", "not_an_upload", "no_film", "film_too_large", "disk_full"),
            *("already_imported", "invalid_field"),
        ),
    ),
    Route("GET", _LIST, list_imports, "What one has brought in, newest first.", answer=Imports),
    Route("GET", _ONE, show_import, "One of them.", answer=ImportCard, errors=_GONE),
    Route("DELETE", _ONE, remove_import, "Give one up.", answer=Nothing, errors=_GONE),
    Route(
        "POST",
        f"{_ONE}/retry",
        try_again,
        "Take a film in again that has failed.",
        answer=ImportCard,
        errors=(*_GONE, "job_not_failed"),
    ),
    Route("HEAD", _UPLOAD, tus(look), "tus: how much has come.", errors=_TUS),
    Route(
        "PATCH",
        _UPLOAD,
        tus(append),
        "tus: send what follows.",
        takes=OFFSET,
        status=204,
        errors=(*_TUS, "not_an_upload", "wrong_offset", "too_large", "too_slow", "disk_full"),
    ),
    Route("DELETE", _UPLOAD, tus(give_up), "tus: give it up.", status=204, errors=_TUS),
)
