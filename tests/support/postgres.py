"""A PostgreSQL of our own for one test: its data in a new folder, reached by a Unix socket only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_BINARIES = ("initdb", "pg_ctl")


def _found(name: str) -> str | None:
    """Debian keeps the server's programs out of the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(installed[-1]) if installed else shutil.which(name)


@dataclass(frozen=True)
class Postgres:
    """A server over the data in `folder`; `pg_ctl` starts and stops it as `account`."""

    folder: str
    pg_ctl: str
    account: str | None

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://tongke@/postgres?host={self.folder}"

    def start(self) -> None:
        options = f"-c listen_addresses='' -c fsync=off -k {self.folder}"
        self._control("-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str) -> None:
        _run([self.pg_ctl, "-D", f"{self.folder}/data", "-w", *words], self.account)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server with an empty database; skips where PostgreSQL is not installed."""
    # Not below pytest's own folder, which only its owner may enter.
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        with postgres_in(Path(folder)) as server:
            yield server


@contextmanager
def postgres_in(folder: Path) -> Iterator[Postgres]:
    """Start a server over the data in a folder, which is made if it is missing; skips as above."""
    programs = {name: _found(name) for name in _BINARIES}
    if missing := [name for name, path in programs.items() if path is None]:
        pytest.skip(f"PostgreSQL is not installed ({', '.join(missing)})")
    account = _account()
    folder.mkdir(exist_ok=True)
    if account:
        shutil.chown(folder, account)
    if not (folder / "data").exists():
        _run([str(programs["initdb"]), "-D", f"{folder}/data", "-A", "trust", "-U", "tongke"], account)
    server = Postgres(str(folder), str(programs["pg_ctl"]), account)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def postgres_url() -> Iterator[str]:
    """The URL of such a server."""
    with running_postgres() as server:
        yield server.url


def _account() -> str | None:
    """PostgreSQL refuses to run as root: then somebody without rights runs it."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(command: list[str], account: str | None) -> None:
    done = subprocess.run(command, user=account, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
