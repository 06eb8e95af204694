"""How jobs look in the REST interface."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from server.data.models import Job
from server.exports import words as export_words
from server.exports.making import EXPORT
from server.imports import words as import_words
from server.imports.bringing import IMPORT
from server.web.errors import Language, language
from server.web.jobshapes import JobCard
from server.web.routes import Call
from server.web.shapes import ErrorText
from server.web.shelf import JOBS

#: What has happened and what to do, by the job's code and the language.
Said = Callable[[str, Language], tuple[str, str]]

#: The words of each kind's failures.
WORDS: Mapping[str, Said] = {EXPORT: export_words.said, IMPORT: import_words.said}


def job_card(call: Call, job: Job) -> JobCard:
    """The job, with its failure in the asker's language."""
    progress = _progress(call, job)
    return JobCard.model_validate(
        {
            "id": job.id,
            "kind": job.kind,
            "subject": job.subject,
            "state": job.state,
            "progress": progress,
            "remaining_s": _remaining(call, job, progress),
            "error": _error(call, job),
            "detail": job.detail if job.state == "failed" else "",
            "created_at": job.created_at,
            "started_at": job.started_at,
            "ended_at": job.ended_at,
        }
    )


def _progress(call: Call, job: Job) -> float:
    if job.state == "running":
        return call.request.app[JOBS].progress(job.id)
    return 1.0 if job.state == "done" else 0.0


def _remaining(call: Call, job: Job, progress: float) -> int | None:
    """By what has gone by: too early there is nothing to go by."""
    if job.state != "running" or job.started_at is None or progress < 0.02:
        return None
    gone = (call.context.now_ms() - job.started_at) / 1000
    return round(gone * (1 - progress) / progress)


def _error(call: Call, job: Job) -> ErrorText | None:
    if job.state != "failed":
        return None
    code = job.error or "internal"
    text, todo = WORDS.get(job.kind, export_words.said)(code, language(call.request))
    return ErrorText(code=code, text=text, todo=todo)
