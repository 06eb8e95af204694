"""The untouched takes of a recording, fetched as one ZIP."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from aiohttp import web

from server.auth.rights import Act
from server.data import audit
from server.data.models import AuditEntry, Recording, Resource
from server.exports.bundle import Bundle
from server.library.view import View, told
from server.live.lessons import StoredLessons
from server.web import folders
from server.web.address import client_address
from server.web.admission import admitted
from server.web.attachment import attachment
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.routes import Call, Route
from server.web.signed import opened
from server.web.stored import bring_back

WHAT = "download"


@dataclass(frozen=True, slots=True)
class _Found:
    recording: Recording
    resource: Resource
    view: View
    actor: str


async def send_takes(call: Call) -> web.StreamResponse:
    """For whoever may download, or has a signed address."""
    found = await _found(call)
    if found.recording.state == "recording":
        raise ApiError("recording_running")
    bundle = await _bundle(call, found)
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": attachment(f"{found.resource.title}.zip"),
        "Content-Length": str(len(bundle)),
        "Cache-Control": "private, no-store",
    }
    response = web.StreamResponse(headers=headers)
    await response.prepare(call.request)
    if call.request.method != "HEAD":
        await _note(call, found)
        parts = bundle.parts()
        while part := await asyncio.to_thread(next, parts, b""):
            await response.write(part)
    return response


async def _found(call: Call) -> _Found:
    if "sig" in call.request.query:
        by_address = await opened(call, WHAT, call.part("recording"))
        actor = by_address.grantee.actor
        return _Found(by_address.recording, by_address.resource, by_address.view, actor)
    found = await admitted(call, Act.DOWNLOAD)
    actor = call.visitor.actor if call.visitor is not None else ""
    return _Found(found.recording, found.resource, found.view, actor)


async def _bundle(call: Call, found: _Found) -> Bundle:
    recording, view = found.recording, found.view
    stored = await StoredLessons(call.context.database).lesson(recording.lesson_id)
    assert stored is not None, "a recording belongs to a lesson"
    cues = [served for cue in stored.cues if (served := told(cue, view)) is not None]
    folder = call.context.settings.recordings_folder / recording.lesson_id
    manifest = await asyncio.to_thread(folders.read_manifest, folder, recording, view)
    takes = [take["file"] for take in manifest["takes"]]
    await bring_back(call.request, recording.lesson_id, takes)
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    return await asyncio.to_thread(Bundle, folder, recording.lesson_id, text, takes, cues)


async def _note(call: Call, found: _Found) -> None:
    entry = AuditEntry(
        at=call.context.now_ms(),
        actor=found.actor,
        action="download_recording",
        subject=found.recording.id,
        sign_in_id=None,
        address=client_address(call.request, call.context.settings.http),
        detail={},
    )
    async with call.context.database.session() as session:
        audit.write(session, entry)


ROUTES = (
    Route(
        "GET",
        "/api/recordings/{recording}/takes.zip",
        send_takes,
        "The untouched takes with manifest and cues.",
        Access.VIEWER,
        media="application/zip",
        errors=(
            "no_such_recording",
            "forbidden",
            "recording_running",
            "bad_signature",
            "signature_expired",
            "withdrawn",
        ),
    ),
)
