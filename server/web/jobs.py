"""Work under way: whoever has ordered it looks at it, ends it, and has it done again."""

from __future__ import annotations

from server.auth.rights import Act
from server.data import jobs as stored
from server.data.models import Job
from server.exports.making import EXPORT
from server.imports.bringing import IMPORT
from server.web.admission import admitted
from server.web.bringing import IMPORTS
from server.web.errors import ApiError
from server.web.exporting import EXPORTS
from server.web.jobcards import job_card
from server.web.jobshapes import JobCard, Jobs
from server.web.patience import patient
from server.web.routes import Call, Route
from server.web.shelf import JOBS

#: Of what one person has ordered.
MOST = 100


async def list_jobs(call: Call) -> Jobs:
    """What the person has ordered, newest first; an operator sees everything that is not done."""
    async with call.context.database.session() as session:
        found = await stored.ordered_by(session, None if call.person.is_operator else call.person.actor, MOST)
    return Jobs(jobs=[job_card(call, job) for job in found])


async def show_job(call: Call) -> JobCard:
    return job_card(call, await _job(call))


async def cancel_job(call: Call) -> JobCard:
    job = await _job(call)
    if not await call.request.app[JOBS].cancel(job.id):
        raise ApiError("job_ended")
    return await _renewed(call, job)


async def retry_job(call: Call) -> JobCard:
    job = await _job(call)
    if job.kind == EXPORT:
        # What could be taken out of the house then may be withdrawn by now.
        await admitted(call, Act.EXPORT, job.subject)
    with patient():
        if not await _again(call, job):
            raise ApiError("job_not_failed")
    return await _renewed(call, job)


async def _again(call: Call, job: Job) -> bool:
    if job.kind == EXPORT:
        return await call.request.app[EXPORTS].retry(job)
    if job.kind == IMPORT:
        return await call.request.app[IMPORTS].retry(job)
    return await call.request.app[JOBS].retry(job.id)


async def _job(call: Call) -> Job:
    """The job of the path, if the person has ordered it or may change what it is about."""
    async with call.context.database.session() as session:
        found = await stored.by_ids(session, [call.part("job")])
    if not found or not await _may(call, found[0]):
        raise ApiError("no_such_job")
    return found[0]


async def _may(call: Call, job: Job) -> bool:
    if call.person.is_operator or job.by == call.person.actor:
        return True
    if job.kind != EXPORT:
        return False
    try:
        return bool(await admitted(call, Act.EDIT, job.subject))
    except ApiError:
        return False


async def _renewed(call: Call, job: Job) -> JobCard:
    async with call.context.database.session() as session:
        found = await stored.by_ids(session, [job.id])
    return job_card(call, found[0])


_JOB = "/api/jobs/{job}"
_ONE = ("no_such_job",)
_MANY = ("too_many_exports", "too_many_imports", "imports_full")

ROUTES = (
    Route("GET", "/api/jobs", list_jobs, "What one has ordered, newest first.", answer=Jobs),
    Route(
        "GET", _JOB, show_job, "One job: how far it is, or why it has failed.", answer=JobCard, errors=_ONE
    ),
    Route(
        "POST",
        f"{_JOB}/cancel",
        cancel_job,
        "End a job that waits or runs.",
        answer=JobCard,
        errors=(*_ONE, "job_ended"),
    ),
    Route(
        "POST",
        f"{_JOB}/retry",
        retry_job,
        "Do a job again that has failed or was cancelled.",
        answer=JobCard,
        errors=(*_ONE, "no_such_recording", "forbidden", "job_not_failed", *_MANY),
    ),
)
