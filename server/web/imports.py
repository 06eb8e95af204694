"""Films from elsewhere: announced, sent in parts (tus), and made recordings by a job."""

from __future__ import annotations

from aiohttp import web

from server.courseware.incoming import Incoming
from server.data import imports, jobs
from server.data.models import Duty, Import, Job
from server.imports.about import About
from server.imports.bringing import IMPORT
from server.imports.settings import Imports as Settings
from server.web.bringing import IMPORTS
from server.web.errors import ApiError
from server.web.filmwords import about_film, check_film, most_bytes
from server.web.gate import Access
from server.web.importcards import import_card
from server.web.importshapes import ImportCard, Imports
from server.web.noting import note
from server.web.patience import patient
from server.web.routes import Call, Route
from server.web.shapes import Nothing
from server.web.tus import announced, described, expires, tus
from server.web.uploading import Uploads

MOST = 200
_NAME = 120


class _Films(Uploads[Import]):
    async def find(self, call: Call) -> Import | None:
        async with call.context.database.session() as session:
            found = await imports.by_id(session, call.part("import"))
        is_theirs = found is not None and (call.person.is_operator or found.by == call.person.actor)
        return found if is_theirs else None

    def is_whole(self, upload: Import) -> bool:
        return upload.sha256 is not None

    def incoming(self, call: Call) -> Incoming:
        return call.request.app[IMPORTS].storage.incoming

    def bounds(self, call: Call) -> Settings:
        return call.context.settings.imports

    async def complete(self, call: Call, upload: Import) -> None:
        await call.request.app[IMPORTS].complete(upload.id)

    async def forget(self, call: Call, upload: Import) -> None:
        await call.request.app[IMPORTS].give_up(upload.id)


UPLOADS = _Films()


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
    films = call.request.app[IMPORTS]
    with patient():
        async with films.announcing(call.person.actor) as session:
            if said.get("sha256") and await imports.made_of(session, said["sha256"]):
                raise ApiError("already_imported")
            found = _new(call, name, length, about)
            session.add(found)
            await session.flush()
            note(session, call, "import_film", found.id, name=found.name)
    films.storage.incoming.begin(found.id)
    headers = {"Location": f"/api/imports/{found.id}/upload"}
    return web.Response(status=201, headers=headers | expires(found.expires_at))


async def list_imports(call: Call) -> Imports:
    """One's own, newest first; an operator's are those of all."""
    by = None if call.person.is_operator else call.person.actor
    async with call.context.database.session() as session:
        found = await imports.newest(session, by, MOST)
        running = await jobs.newest(session, IMPORT, [each.id for each in found])
    cards = [import_card(call, each, running.get(each.id)) for each in found]
    return Imports(imports=cards, max_bytes=most_bytes(call))


async def show_import(call: Call) -> ImportCard:
    return await _card(call, await UPLOADS.found(call))


async def try_again(call: Call) -> ImportCard:
    """A film that could not be taken in is tried once more."""
    found = await UPLOADS.found(call)
    job = await _job(call, found)
    with patient():
        if job is None or not await call.request.app[IMPORTS].retry(job):
            raise ApiError("job_not_failed")
    return await _card(call, found)


async def remove_import(call: Call) -> Nothing:
    """Give it up; what has become a recording stays one, and only leaves this list's uploads."""
    await UPLOADS.give_up(call)
    return Nothing()


def _new(call: Call, name: str, length: int, about: About) -> Import:
    return Import(
        by=call.person.actor,
        name=name[:_NAME],
        length=length,
        words=about.model_dump(mode="json"),
        created_at=call.context.now_ms(),
        expires_at=UPLOADS.expiry(call),
    )


def _check_duty(call: Call) -> None:
    if not call.person.has(Duty.TEACHER, Duty.ADMINISTRATOR):
        raise ApiError("forbidden")


async def _card(call: Call, found: Import) -> ImportCard:
    return import_card(call, found, await _job(call, found))


async def _job(call: Call, found: Import) -> Job | None:
    async with call.context.database.session() as session:
        return (await jobs.newest(session, IMPORT, [found.id])).get(found.id)


_LIST, _ONE = "/api/imports", "/api/imports/{import}"
_UPLOAD = f"{_ONE}/upload"
_GONE = ("no_such_upload",)

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
            *("already_imported", "invalid_field", "too_many_imports", "imports_full"),
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
        errors=(*_GONE, "job_not_failed", "too_many_imports", "imports_full"),
    ),
    *UPLOADS.routes(_UPLOAD, ()),
)
