"""
How fast the library answers when it has very many recordings, on SQLite and on PostgreSQL.

    python -m tests.bench.bench_search [--recordings 100000] [--repeat 40] [--folder DIR] [--only sqlite]

Each kind of query is asked over HTTP, one after the other, by somebody who may find a part of the library
or all of it. No answer and no count is kept from one request to the next. `--folder` keeps the filled
databases for the next time: filling them takes minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from sqlalchemy import text

from server.auth.tokens import digest
from server.config import load
from server.data.database import Database
from server.data.migration import migrate
from server.data.models import Duty, Grant, ScopeKind, SignIn, User
from server.library.search.indexes import index_for
from server.tickets import Tickets
from server.web.app import build_app
from server.web.context import Context
from server.web.gate import COOKIE
from tests.bench.biglibrary import BigLibrary, ids
from tests.bench.processes import resident_bytes
from tests.bench.table import table
from tests.support.postgres import postgres_in
from tests.support.site import SECRET, QuietRooms

#: Duty and scope of those who ask; the teacher has what is published, and own lessons.
PEOPLE = {
    "county": (Duty.RESEARCHER, ScopeKind.REGION, ids("x", 3)),
    "province": (Duty.RESEARCHER, ScopeKind.REGION, ids("p", 0)),
    "teacher": (Duty.TEACHER, ScopeKind.SCHOOL, ids("s", 80)),
}
KINDS = {
    "newest": ("",),
    "most watched": ("sort=watched",),
    "best scored": ("sort=scored",),
    "narrowed": (
        "subject=语文&grade=3",
        "subject=数学",
        "form=delivered&language=mn",
        f"region={ids('x', 3)}",
    ),
    "dates": ("from=2024-01-01&to=2024-06-30",),
    "page 40": ("page=40",),
    "one word": ("q=数学", "q=分数", "q=古诗", "q=三年级"),
    "two words": ("q=分数 练习", "q=古诗 公开课", "q=电路 实验"),
    "run of words": ("q=三年级语文古诗", "q=初步认识练习课"),
    "one character": ("q=诗", "q=水"),
    "teacher": ("q=王文静", "q=李建国"),
    "beginning": ("q=unit", "q=scho"),
    "phrase": ('q="分数的初步认识"', 'q="my school"'),
    "word, watched": ("q=数学&sort=watched",),
    "words, narrowed": ("q=分数&subject=数学&grade=5",),
}


@dataclass
class Filled:
    """A database that is full, and what filling it took."""

    url: str
    seconds: float
    megabytes: float
    index_megabytes: float


async def fill(url: str, count: int) -> Filled:
    """Fill an empty database; one that is full already is taken as it is."""
    database = Database(url)
    index = index_for(database)
    begun = time.perf_counter()
    if await _is_full(database):
        await migrate(database)
    else:
        await BigLibrary(database, index, count).fill()
        await _people(database)
        await _settle(database)
    sizes = await _sizes(database)
    await database.close()
    return Filled(url, time.perf_counter() - begun, *sizes)


async def _is_full(database: Database) -> bool:
    try:
        async with database.session() as session:
            return bool(await session.scalar(text("SELECT count(*) FROM sign_in")))
    except Exception:
        return False


async def _people(database: Database) -> None:
    async with database.session() as session:
        for login, (role, kind, node) in PEOPLE.items():
            user = User(id=login, login=login, name=login, password_hash="", school_id=None, created_at=0)
            session.add(user)
            await session.flush()
            session.add(Grant(user_id=login, role=role, scope_kind=kind, scope_id=node))
            hashed = digest(login)
            session.add(SignIn(user_id=login, token_hash=hashed, address="", created_at=0, expires_at=2**52))


async def _settle(database: Database) -> None:
    async with database.engine.connect() as connection:
        options = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await options.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")


async def _sizes(database: Database) -> tuple[float, float]:
    """Of the whole database, and of the full text, in MB."""
    whole, index = (
        (
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            "SELECT sum(length(block)) FROM search_fts_data",
        )
        if database.is_sqlite
        else ("SELECT pg_database_size('postgres')", "SELECT pg_total_relation_size('search_grams')")
    )
    async with database.session() as session:
        return (
            (await session.scalar(text(whole)) or 0) / 1e6,
            (await session.scalar(text(index)) or 0) / 1e6,
        )


@contextlib.asynccontextmanager
async def serving(url: str, folder: Path) -> AsyncIterator[str]:
    settings = load(None, {"TONGKE_DATA__FOLDER": str(folder), "TONGKE_DATA__DATABASE_URL": url})
    database = Database(url)
    context = Context(settings, database, QuietRooms(database), Tickets(SECRET), SECRET, time.time)
    server = TestServer(build_app(context))
    await server.start_server()
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()
        await database.close()


async def measure(url: str, repeat: int, people: Sequence[str]) -> list[list[str]]:
    """
    A row for each kind of query: for each person median, 95 %, and the processor's milliseconds.

    The last are those of this process, in which client, server and SQLite run; on a machine with
    other work they tell more than the others.
    """
    rows = []
    for kind, queries in KINDS.items():
        cells = [kind]
        for login in people:
            async with ClientSession(cookies={COOKIE: login}, cookie_jar=CookieJar(unsafe=True)) as client:
                asked = await _asked(client, f"{url}/api/library", queries, repeat)
            p50, p95 = statistics.median(asked.taken), sorted(asked.taken)[int(len(asked.taken) * 0.95)]
            cells.append(f"{p50:.0f} / {p95:.0f} / {asked.processor:.0f} ({asked.total})")
        rows.append(cells)
        print("  ", *cells, flush=True)
    return rows


@dataclass
class Asked:
    """Milliseconds of each request and of the processor for one, and how much was found."""

    taken: list[float]
    processor: float
    total: int


async def _asked(client: ClientSession, url: str, queries: tuple[str, ...], repeat: int) -> Asked:
    taken: list[float] = []
    total, worked = 0, 0.0
    for at in range(repeat + len(queries)):
        if at == len(queries):
            worked = time.process_time()
        begun = time.perf_counter()
        async with client.get(f"{url}?{queries[at % len(queries)]}") as answer:
            total = (await answer.json())["total"]
        # The first of each fills caches that a server has filled long ago.
        if at >= len(queries):
            taken.append((time.perf_counter() - begun) * 1000)
    return Asked(taken, (time.process_time() - worked) * 1000 / repeat, total)


@contextlib.contextmanager
def databases(folder: Path, only: str | None) -> Iterator[dict[str, str]]:
    urls = {"sqlite": f"sqlite+aiosqlite:///{folder / 'tongke.db'}"}
    with contextlib.ExitStack() as stack:
        if only != "sqlite":
            urls["postgresql"] = stack.enter_context(postgres_in(folder / "postgres")).url
        yield {name: url for name, url in urls.items() if only in (None, name)}


async def report(folder: Path, options: argparse.Namespace) -> None:
    with databases(folder, options.only) as urls:
        for name, url in urls.items():
            filled = await fill(url, options.recordings)
            print(
                f"{name}: {options.recordings} recordings, {filled.megabytes:.0f} MB, of them full text"
                f" {filled.index_megabytes:.0f} MB; filled in {filled.seconds:.0f} s"
            )
            if options.fill:
                continue
            async with serving(url, folder) as address:
                rows = await measure(address, options.repeat, options.people)
            print(table(("p50 / p95 / processor ms (found)", *options.people), rows))
            print(f"{name}: the process holds {resident_bytes(os.getpid()) / 1e6:.0f} MB\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recordings", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=40, help="times that each kind is asked by each person")
    parser.add_argument("--people", nargs="+", choices=tuple(PEOPLE), default=tuple(PEOPLE))
    parser.add_argument("--folder", type=Path, help="keep the databases here")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--fill", action="store_true", help="fill the databases and ask nothing")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="search")))
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(report(folder.absolute(), options))


if __name__ == "__main__":
    main()
