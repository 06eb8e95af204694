"""`tongke job …`: exports, imports and conversions of a running server."""

from __future__ import annotations

from typing import Any

import click

from server.cli.failure import one_line_errors
from server.cli.options import Remote, remote


@click.group()
def job() -> None:
    """
    See what a running server has still to do, end it, or have it done again.

    \b
    Examples:
      tongke job list
      tongke job retry JOB
    """


@job.command(name="list")
@one_line_errors
@remote
def list_(server: Remote) -> None:
    """List the jobs that wait, run, have failed or were cancelled, newest first."""
    server.show(server.client.get("/api/jobs")["jobs"], _line)


@job.command()
@click.argument("job_id", metavar="JOB")
@one_line_errors
@remote
def cancel(server: Remote, job_id: str) -> None:
    """End a job that waits or runs."""
    server.show(server.client.post(f"/api/jobs/{job_id}/cancel"), _line)


@job.command()
@click.argument("job_id", metavar="JOB")
@one_line_errors
@remote
def retry(server: Remote, job_id: str) -> None:
    """Do a job again that has failed or was cancelled."""
    server.show(server.client.post(f"/api/jobs/{job_id}/retry"), _line)


def _line(entry: dict[str, Any]) -> str:
    error = entry["error"]
    why = f"  {error['text']} {error['todo']} {entry['detail']}".rstrip() if error else ""
    state, progress = entry["state"], f"{entry['progress']:4.0%}"
    return f"{entry['id']}  {entry['kind']:<8}  {state:<9}  {progress}  {entry['subject']}{why}"
