"""Exports of a recording: one file that every player plays, made as a job for whoever ordered it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from server.auth.rights import Act
from server.data import audit, jobs, people
from server.data.models import AuditEntry, Job, Recording
from server.exports.estimate import Estimate, Past, estimate
from server.exports.making import EXPORT
from server.exports.wanted import Ordered, Served, Wanted
from server.web import bundles
from server.web.address import client_address
from server.web.admission import Admission, admitted
from server.web.attachment import attachment
from server.web.errors import ApiError, language
from server.web.exporting import EXPORTS
from server.web.gate import Access
from server.web.jobcards import job_card
from server.web.jobshapes import Expected, ExportCard, Exports, NewExport
from server.web.noting import note
from server.web.patience import patient
from server.web.ranged_file import RangedFile
from server.web.routes import Call, Route
from server.web.shapes import Nothing
from server.web.signed import Opened, opened, sign

#: So many that were made say how long the next one takes.
_PAST = 20
#: Without its first bytes no player opens a film.
HEAD = 65_536
_TYPES = {".mp4": "video/mp4", ".m4a": "audio/mp4"}


async def list_exports(call: Call) -> Exports:
    """The person's own, newest first; whoever may change the recording sees those of all."""
    found = await admitted(call, Act.EXPORT)
    async with call.context.database.session() as session:
        made = await jobs.about(session, EXPORT, found.recording.id)
        past = await jobs.ended_last(session, EXPORT, _PAST)
        ahead = await jobs.not_ended(session, EXPORT)
        names = await people.names(session, [job.by or "" for job in made])
    own = call.person.actor
    seen = [job for job in made if found.may(Act.EDIT) or job.by == own]
    measured = await asyncio.to_thread(_measured, call, past)
    return Exports(
        duration_ms=found.recording.duration_ms,
        exports=[_card(call, found, job, names) for job in seen],
        picture=_expected(estimate(measured, sound_only=False)),
        sound=_expected(estimate(measured, sound_only=True)),
        ahead=sum(job.by != own for job in ahead),
        takes=_takes_address(call, found) if found.may(Act.DOWNLOAD) else None,
    )


async def make_export(call: Call) -> ExportCard:
    """Begin one; what publication leaves out is not in it for those who see the recording only so."""
    found = await admitted(call, Act.EXPORT)
    if found.recording.state == "recording":
        raise ApiError("recording_running")
    body: NewExport = call.body
    wanted, served = _wanted(call, body, found.recording), Served.of(found.view)
    exports = call.request.app[EXPORTS]
    with patient():
        export = await exports.submit(
            found.recording.id, Ordered(wanted=wanted, served=served), call.person.actor
        )
    async with call.context.database.session() as session:
        note(session, call, "export_recording", found.recording.id, export=export)
        [job] = await jobs.by_ids(session, [export])
        names = await people.names(session, [job.by or ""])
    return _card(call, found, job, names)


async def send_film(call: Call) -> web.StreamResponse:
    """The file, with byte ranges, for whoever has its signed address."""
    job = await _job(call)
    found = await opened(call, "export", job.subject)
    path = call.request.app[EXPORTS].storage.find(job.id)
    if path is None:
        raise ApiError("no_such_export")
    if has_the_head(call.request.headers.get("Range", "")):
        await _note(call, found, job)
    headers = {
        "Content-Type": _TYPES[path.suffix],
        "Content-Disposition": attachment(f"{found.resource.title}{path.suffix}"),
        "Cache-Control": "private, no-store",
    }
    return RangedFile(path, headers=headers)


def has_the_head(asked: str) -> bool:
    """A player or a broken line asks for the rest again and again: that is one download."""
    first = asked.removeprefix("bytes=").partition("-")[0]
    return not first.isdigit() or int(first) < HEAD


async def remove_export(call: Call) -> Nothing:
    """Its file goes now, and its entry; one that is being made is cancelled first."""
    job = await _job(call)
    found = await admitted(call, Act.EXPORT, job.subject)
    if job.by != call.person.actor and not found.may(Act.EDIT):
        raise ApiError("no_such_export")
    await call.request.app[EXPORTS].remove(job.id)
    return Nothing()


def _wanted(call: Call, body: NewExport, recording: Recording) -> Wanted:
    who = call.person.user
    name = f"{who.name} {who.login}" if who is not None else "Tongke"
    return Wanted(
        layout=body.layout,
        start_ms=body.start_ms,
        end_ms=min(body.end_ms or recording.duration_ms, recording.duration_ms),
        sound_only=body.sound_only,
        watermark=name[:80] if body.watermark else "",
        language=language(call.request),
    )


async def _job(call: Call) -> Job:
    async with call.context.database.session() as session:
        job = next(iter(await jobs.by_ids(session, [call.part("export")])), None)
    if job is None or job.kind != EXPORT:
        raise ApiError("no_such_export")
    return job


def _takes_address(call: Call, found: Admission) -> str:
    seconds = call.context.settings.exports.link_hours * 3600
    path = f"/api/recordings/{found.recording.id}/takes.zip"
    return sign(call, found, path, bundles.WHAT, seconds=seconds)


def _address(call: Call, found: Admission, job: Job) -> str:
    seconds = call.context.settings.exports.link_hours * 3600
    return sign(call, found, f"/api/exports/{job.id}/file", "export", seconds=seconds)


async def _note(call: Call, found: Opened, job: Job) -> None:
    entry = AuditEntry(
        at=call.context.now_ms(),
        actor=found.grantee.actor,
        action="download_export",
        subject=found.recording.id,
        sign_in_id=None,
        address=client_address(call.request, call.context.settings.http),
        detail={"export": job.id},
    )
    async with call.context.database.session() as session:
        audit.write(session, entry)


def _card(call: Call, found: Admission, job: Job, names: dict[str, str]) -> ExportCard:
    exports, wanted = call.request.app[EXPORTS], Ordered.read(job.arguments).wanted
    path = exports.storage.find(job.id) if job.state == "done" else None
    return ExportCard(
        id=job.id,
        job=job_card(call, job),
        layout=wanted.layout,
        start_ms=wanted.start_ms,
        end_ms=wanted.end_ms,
        sound_only=wanted.sound_only,
        watermark=bool(wanted.watermark),
        by=names.get(job.by or "", job.by or ""),
        mine=job.by == call.person.actor,
        bytes=path.stat().st_size if path else None,
        expires_at=exports.expires_at(job) if path else None,
        file=_address(call, found, job) if path else None,
    )


def _expected(found: Estimate) -> Expected:
    return Expected(speed=found.speed, bytes_per_s=found.rate)


def _measured(call: Call, past: Sequence[Job]) -> list[Past]:
    """The exports that were made lately and whose files are still there."""
    storage = call.request.app[EXPORTS].storage
    return [_past(job, path) for job in past if (path := storage.find(job.id)) is not None]


def _past(job: Job, path: Path) -> Past:
    wanted = Ordered.read(job.arguments).wanted
    film_s = ((wanted.end_ms or 0) - wanted.start_ms) / 1000
    took_s = ((job.ended_at or 0) - (job.started_at or 0)) / 1000
    return Past(film_s, took_s, path.stat().st_size, wanted.sound_only)


_LIST, _ONE = "/api/recordings/{recording}/exports", "/api/exports/{export}"
_RECORDING = ("no_such_recording", "recording_trashed", "recording_removed", "forbidden")

ROUTES = (
    Route(
        "GET",
        _LIST,
        list_exports,
        "Films of the recording, and what one takes.",
        answer=Exports,
        errors=_RECORDING,
    ),
    Route(
        "POST",
        _LIST,
        make_export,
        "Make one film of the recording, as a job.",
        body=NewExport,
        answer=ExportCard,
        status=201,
        errors=(*_RECORDING, "recording_running", "too_many_exports"),
    ),
    Route(
        "DELETE",
        _ONE,
        remove_export,
        "Remove a film.",
        answer=Nothing,
        errors=(*_RECORDING, "no_such_export"),
    ),
    Route(
        "GET",
        f"{_ONE}/file",
        send_film,
        "The film's file, with byte ranges, at the signed address of its entry.",
        Access.ANYBODY,
        media="video/mp4",
        errors=("no_such_export", "bad_signature", "signature_expired", "withdrawn"),
    ),
)
