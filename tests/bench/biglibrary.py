"""A database with a province's library in it: regions, schools, teachers, and very many recordings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.database import Database
from server.data.migration import migrate
from server.data.models import (
    Classroom,
    Lesson,
    LessonClassroom,
    Recording,
    Region,
    Resource,
    ResourceAudience,
    School,
    SearchEntry,
    SearchKind,
    SearchNodes,
    SearchPlace,
    SearchText,
    User,
)
from server.data.models.base import Base
from server.library.search.combinations import EVERYBODY, Kind, Place, digest_of
from server.library.search.document import Document, Piece
from server.library.search.index import SearchIndex
from server.library.search.tokens import VERSION
from server.library.terms import FORMS, GRADES, both
from tests.bench.librarytexts import LESSONS, Texts

CITIES, COUNTIES, SCHOOLS, TEACHERS = 14, 8, 25, 2
_BATCH = 500
_BEGIN = 1_640_000_000_000
_SCOPES = (*(["private"] * 8), "class", *(["school"] * 4), *(["county"] * 3), "city", "province", "public")
_LENGTH = 2_400_000
_FORMS = ("synchronous", "synchronous", "synchronous", "delivered", "master_teacher", "research")
_LANGUAGES = (*(["zh-CN"] * 9), "mn")


#: Tables in the order in which their rows can be added.
_ORDER: tuple[type[Base], ...] = (
    *(Lesson, LessonClassroom, Recording, Resource, ResourceAudience),
    *(SearchKind, SearchPlace, SearchNodes, SearchEntry, SearchText),
)
Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass(frozen=True)
class _School:
    id: str
    name: str
    #: County, city and province: id and name.
    above: tuple[tuple[str, str], ...]
    teachers: tuple[tuple[str, str, str], ...]


def ids(letter: str, n: int) -> str:
    return f"{letter}{n:011d}"


class BigLibrary:
    """Fills an empty database with `count` recordings."""

    def __init__(self, database: Database, index: SearchIndex, count: int) -> None:
        self._database, self._index, self._count = database, index, count
        self._texts = Texts(7)
        self._random = self._texts.random
        self._kinds: dict[Kind, int] = {}
        self._places: dict[Place, int] = {}
        self._nodes: dict[frozenset[str], int] = {}

    async def fill(self) -> None:
        await migrate(self._database)
        async with self._database.connection() as connection:
            await self._index.make(connection)
        async with self._database.session() as session:
            schools = await self._people_and_places(session)
        for begin in range(0, self._count, _BATCH):
            async with self._database.session() as session:
                await self._lessons(session, schools, range(begin, min(begin + _BATCH, self._count)))

    async def _people_and_places(self, session: AsyncSession) -> list[_School]:
        province = (ids("p", 0), "青云省")
        regions = [{"id": province[0], "parent_id": None, "kind": "province", "name": province[1]}]
        schools: list[_School] = []
        for city_n in range(CITIES):
            city = (ids("y", city_n), f"{self._texts.town()}市")
            regions.append({"id": city[0], "parent_id": province[0], "kind": "city", "name": city[1]})
            for county_n in range(city_n * COUNTIES, (city_n + 1) * COUNTIES):
                county = (ids("x", county_n), f"{self._texts.town()}县")
                regions.append({"id": county[0], "parent_id": city[0], "kind": "county", "name": county[1]})
                schools += [self._school(len(schools) + n, (county, city, province)) for n in range(SCHOOLS)]
        await session.execute(insert(Region), regions)
        await self._insert_schools(session, schools)
        return schools

    def _school(self, n: int, above: tuple[tuple[str, str], ...]) -> _School:
        name = f"{above[0][1]}{self._texts.town()}{self._random.choice(('小学', '中心小学', '中学'))}"
        teachers = tuple(
            (ids("t", n * TEACHERS + each), self._texts.teacher(), self._random.choice(list(LESSONS)))
            for each in range(TEACHERS)
        )
        return _School(ids("s", n), name, above, teachers)

    async def _insert_schools(self, session: AsyncSession, schools: Sequence[_School]) -> None:
        await session.execute(
            insert(School),
            [{"id": each.id, "region_id": each.above[0][0], "name": each.name} for each in schools],
        )
        await session.execute(
            insert(Classroom),
            [
                {"id": f"{kind[0]}{each.id[1:]}", "school_id": each.id, "kind": kind, "name": "教室"}
                for each in schools
                for kind in ("master", "rural")
            ],
        )
        people = [
            {"id": id, "login": id, "name": name, "password_hash": "", "school_id": each.id, "active": True,
             "created_at": 0}
            for each in schools
            for id, name, _ in each.teachers
        ]  # fmt: skip
        await session.execute(insert(User), people)

    async def _lessons(
        self, session: AsyncSession, schools: Sequence[_School], numbers: Iterable[int]
    ) -> None:
        rows: Rows = {model: [] for model in _ORDER}
        documents = []
        for n in numbers:
            at = self._random.randrange(len(schools))
            # A school leads the same two others of its county in all its lessons.
            other = schools[at - at % SCHOOLS + (at + 1 + n % 2) % SCHOOLS]
            documents.append((n + 1, self._lesson(rows, n, schools[at], other)))
        for model, found in rows.items():
            if found:
                await session.execute(insert(model), found)
        await self._index.put(session, documents)

    def _lesson(self, rows: Rows, n: int, school: _School, other: _School) -> Document:
        teacher, name, subject = self._random.choice(school.teachers)
        title, grade = self._texts.title(subject), str(self._random.randint(1, 9))
        form, language = self._random.choice(_FORMS), self._random.choice(_LANGUAGES)
        scope = self._random.choice(_SCOPES)
        kind, place = Kind(subject, grade, form, language, scope), Place(teacher, school.id)
        about = (
            " · ".join((name, school.name, *(each for _, each in school.above), other.name)),
            " · ".join((subject, both(GRADES, grade), both(FORMS, form))),
        )
        pieces = [Piece("title", None, title), *(Piece("about", None, each) for each in about)]
        document = Document.of([*pieces, *self._texts.pieces(subject)])
        self._facts(rows, n, title, kind, place, other)
        self._entry(rows, n, kind, place, other.id, _audience(scope, school, other))
        rows[SearchText].append({"entry_id": n + 1, "version": VERSION, "pieces": document.rows})
        return document

    def _facts(self, rows: Rows, n: int, title: str, kind: Kind, place: Place, other: _School) -> None:
        lesson, recording, began = ids("l", n), ids("r", n), _began(n)
        rows[Lesson].append(
            {"id": lesson, "teacher_id": place.teacher, "master_classroom_id": f"m{place.school[1:]}",
             "title": title, "subject": kind.subject, "form": kind.form, "phase": "ended", "record": True,
             "starts_at": began, "ends_at": began + _LENGTH, "created_at": began}
        )  # fmt: skip
        rows[LessonClassroom].append({"lesson_id": lesson, "classroom_id": f"r{other.id[1:]}", "position": 0})
        rows[Recording].append(
            {"id": recording, "lesson_id": lesson, "state": "ready", "started_at": began,
             "duration_ms": _LENGTH, "bytes": 10**9}
        )  # fmt: skip
        rows[Resource].append(
            {"recording_id": recording, "owner_id": place.teacher, "title": title, "description": "",
             "subject": kind.subject, "grade": kind.grade, "language": kind.language, "curriculum": "",
             "licence": "teaching", "scope": None if kind.scope == "private" else kind.scope,
             "pupils_picture": False, "classroom_sound": True, "version": 1, "views": _views(n),
             "score": _score(n), "scores": 0, "changed_at": began}
        )  # fmt: skip

    def _entry(
        self, rows: Rows, n: int, kind: Kind, place: Place, other: str, audience: frozenset[str]
    ) -> None:
        score = _score(n)
        rows[SearchEntry].append(
            {"id": n + 1, "recording_id": ids("r", n), "kind_id": self._kind(rows, kind),
             "place_id": self._place(rows, place),
             "schools_id": self._set(rows, frozenset({place.school, other})),
             "audience_id": self._set(rows, audience), "owner_id": place.teacher, "teacher_id": place.teacher,
             "started_at": _began(n), "views": _views(n), "score": -1.0 if score is None else score}
        )  # fmt: skip
        rows[ResourceAudience] += [
            {"recording_id": ids("r", n), "node": node} for node in audience - {EVERYBODY}
        ]

    def _kind(self, rows: Rows, kind: Kind) -> int:
        if kind not in self._kinds:
            self._kinds[kind] = len(self._kinds) + 1
            words = {name: getattr(kind, name) for name in ("subject", "grade", "form", "language", "scope")}
            rows[SearchKind].append({"id": self._kinds[kind], **words})
        return self._kinds[kind]

    def _place(self, rows: Rows, place: Place) -> int:
        if place not in self._places:
            self._places[place] = len(self._places) + 1
            row = {"id": self._places[place], "teacher_id": place.teacher, "school_id": place.school}
            rows[SearchPlace].append(row)
        return self._places[place]

    def _set(self, rows: Rows, nodes: frozenset[str]) -> int:
        if nodes not in self._nodes:
            self._nodes[nodes] = len(self._nodes) + 1
            row = {"id": self._nodes[nodes], "digest": digest_of(nodes), "nodes": sorted(nodes)}
            rows[SearchNodes].append(row)
        return self._nodes[nodes]


def _began(n: int) -> int:
    return _BEGIN + n * 1_500_000


def _views(n: int) -> int:
    """Most are watched by few."""
    return 30_000 // (1 + n * 7919 % 10_007)


def _score(n: int) -> float | None:
    return None if n % 5 else 60 + n % 401 / 10


def _audience(scope: str, school: _School, other: _School) -> frozenset[str]:
    kinds = ("county", "city", "province")
    if scope == "class":
        return frozenset({f"r{other.id[1:]}", f"m{school.id[1:]}"})
    if scope == "school":
        return frozenset({school.id, other.id})
    if scope in kinds:
        return frozenset({school.above[kinds.index(scope)][0]})
    return frozenset({EVERYBODY} if scope == "public" else ())
