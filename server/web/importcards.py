"""How imports look in the REST interface."""

from __future__ import annotations

from server.data.models import Import, Job
from server.imports.about import About
from server.web.bringing import IMPORTS
from server.web.importshapes import ImportCard
from server.web.jobcards import job_card
from server.web.routes import Call
from server.web.shelf import JOBS

TWIN = "already_imported"


def import_card(call: Call, found: Import, job: Job | None) -> ImportCard:
    """The import with its last job."""
    about, state = About.model_validate(found.words), _state(found, job)
    card = job_card(call, job) if job is not None else None
    return ImportCard.model_validate(
        {
            "id": found.id,
            "name": found.name,
            "title": about.title,
            "subject": about.subject,
            "taught_at": about.taught_at,
            "state": state,
            "progress": _progress(call, found, job, state),
            "bytes": found.length,
            "created_at": found.created_at,
            "upload": f"/api/imports/{found.id}/upload" if state == "uploading" else None,
            "job": card,
            "error": card.error if card is not None else None,
            "recording": found.recording_id,
            "twin": job.detail if job is not None and job.error == TWIN else None,
        }
    )


def _state(found: Import, job: Job | None) -> str:
    if found.recording_id is not None:
        return "ready"
    if found.sha256 is None:
        return "uploading"
    return "failed" if job is not None and job.state in ("failed", "cancelled") else "working"


def _progress(call: Call, found: Import, job: Job | None, state: str) -> float:
    if state == "uploading":
        return min(1.0, call.request.app[IMPORTS].storage.incoming.received(found.id) / max(1, found.length))
    if state == "working" and job is not None:
        return call.request.app[JOBS].progress(job.id)
    return 1.0 if state == "ready" else 0.0
