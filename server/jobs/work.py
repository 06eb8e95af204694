"""What a kind of job is: a coroutine that is told what to do, tells how far it is, and may fail by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """One run of a job; `tell` takes how much of it is done, 0 to 1."""

    id: str
    subject: str
    arguments: dict[str, Any]
    tell: Callable[[float], None]


#: Cancelled when the job is, or when the process stops: then it runs again from its beginning.
Work = Callable[[Task], Awaitable[None]]


class JobFailed(Exception):
    """The job has ended without success; `code` is for people, `detail` for technicians."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class TooMany(Exception):
    """Something must end before more is begun; `code` is for people, `detail` says how many there are."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
