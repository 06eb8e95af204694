"""The search's entries follow the facts: nothing is forgotten, whatever is changed and whoever dies."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from server.auth.person import OPERATOR
from server.courseware.storage import Storage
from server.data import recordings, resources, searching, stale
from server.data.database import Database
from server.data.models import (
    Content,
    Course,
    Lesson,
    LessonCue,
    LessonDocument,
    Recording,
    Resource,
    SearchChange,
    SearchEntry,
    SearchStale,
    SearchText,
)
from server.library import access
from server.library.indexing import Indexing
from server.library.search.finder import Finder, Wish
from server.library.search.indexes import index_for
from server.library.search.query import parse
from tests.server.library.worlds import World


async def indexing_of(database: Database, folder: Path) -> Indexing:
    indexing = Indexing(database, index_for(database), Storage(folder))
    await indexing.prepare()
    return indexing


async def hold(database: Database, name: str) -> None:
    """A lesson that was held and recorded."""
    async with database.session() as session:
        session.add(Lesson(id=name, title=name, subject="", starts_at=0, ends_at=0, created_at=0))
        await session.flush()
        await recordings.begin(session, name, 1000)
        await recordings.finish(session, name, "ready", duration_ms=60_000)


async def found(database: Database, words: str) -> list[str]:
    """The titles of what is found."""
    finder = Finder(index_for(database))
    async with database.session() as session:
        result = await finder.find(session, OPERATOR, Wish(parse(words)), 0)
        titles = select(Resource.title).where(Resource.recording_id.in_(result.recordings))
        return sorted(await session.scalars(titles))


async def marks(database: Database) -> int:
    async with database.session() as session:
        return await session.scalar(select(func.count()).select_from(SearchStale)) or 0


async def test_what_another_process_has_marked_is_indexed_by_the_next(
    blank: Database, tmp_path: Path
) -> None:
    await indexing_of(blank, tmp_path)
    await hold(blank, "古诗")
    assert await marks(blank) > 0
    assert await (await indexing_of(blank, tmp_path)).catch_up() == 1
    assert (await found(blank, "古诗"), await marks(blank)) == (["古诗"], 0)


async def test_a_change_that_is_rolled_back_leaves_no_mark(blank: Database, tmp_path: Path) -> None:
    await hold(blank, "古诗")
    await (await indexing_of(blank, tmp_path)).catch_up()
    with pytest.raises(ValueError):
        async with blank.session() as session:
            (await session.scalars(select(Resource))).one().title = "别的"
            await session.flush()
            raise ValueError
    assert await marks(blank) == 0


async def test_a_new_recording_has_the_grade_of_its_series_last_one(blank: Database) -> None:
    async with blank.session() as session:
        session.add(Course(id="c", title="三年级语文", subject=""))
    await hold(blank, "一")
    async with blank.session() as session:
        for lesson in await session.scalars(select(Lesson)):
            lesson.course_id = "c"
        (await session.scalars(select(Resource))).one().grade = "3"
        lesson = Lesson(id="二", course_id="c", title="二", subject="", starts_at=0, ends_at=0, created_at=0)
        session.add(lesson)
        await session.flush()
        found = await resources.ensure(session, await recordings.begin(session, "二", 9))
    assert (found.title, found.grade) == ("二", "3")


async def test_views_change_the_entry_and_leave_the_words(blank: Database, tmp_path: Path) -> None:
    await hold(blank, "古诗")
    indexing = await indexing_of(blank, tmp_path)
    await indexing.catch_up()
    async with blank.session() as session:
        (await session.scalars(select(Resource))).one().views = 7
    assert await indexing.catch_up() == 0
    async with blank.session() as session:
        assert (await session.scalars(select(SearchEntry.views))).one() == 7


async def test_an_index_of_another_version_is_made_anew(blank: Database, tmp_path: Path) -> None:
    await hold(blank, "古诗")
    await (await indexing_of(blank, tmp_path)).catch_up()
    async with blank.session() as session:
        (await session.scalars(select(SearchText))).one().version = 0
    indexing = await indexing_of(blank, tmp_path)
    assert await found(blank, "古诗") == []
    await indexing.catch_up()
    assert await found(blank, "古诗") == ["古诗"]


LOST = "DROP TABLE search_fts"
OLDER = "CREATE VIRTUAL TABLE search_fts USING fts5(title, about, inside, content='')"


@pytest.mark.parametrize("harm", [(LOST,), (LOST, OLDER)], ids=["lost", "older"])
async def test_an_index_that_was_lost_or_is_older_is_made_anew_while_all_stays_in_the_lists(
    blank: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: tuple[str, ...]
) -> None:
    await hold(blank, "古诗")
    await (await indexing_of(blank, tmp_path)).catch_up()
    async with blank.connection() as connection:
        for statement in harm:
            await connection.exec_driver_sql(statement)
    indexing = await indexing_of(blank, tmp_path)
    assert "1 recordings wait" in caplog.text
    assert (await found(blank, ""), await found(blank, "古诗")) == (["古诗"], [])
    await indexing.catch_up()
    assert await found(blank, "古诗") == ["古诗"]


async def test_what_is_made_anew_keeps_the_ids_that_a_running_server_knows(
    blank: Database, tmp_path: Path
) -> None:
    await hold(blank, "古诗")
    indexing = await indexing_of(blank, tmp_path)
    await indexing.catch_up()
    async with blank.session() as session:
        (await session.scalars(select(Resource))).one().subject = "语文"
    await indexing.catch_up()
    kinds = select(SearchEntry.kind_id)
    async with blank.session() as session:
        before = (await session.scalars(kinds)).one()
    await indexing.start_anew()
    await indexing.catch_up()
    async with blank.session() as session:
        assert (await session.scalars(kinds)).one() == before


async def test_all_can_be_indexed_again_while_people_search_on(blank: Database, tmp_path: Path) -> None:
    await hold(blank, "古诗")
    indexing = await indexing_of(blank, tmp_path)
    await indexing.catch_up()
    assert await indexing.mark_all() == 1
    assert await found(blank, "古诗") == ["古诗"]
    assert await indexing.catch_up() == 1


async def test_a_recording_that_can_not_be_read_holds_up_no_other(blank: Database, tmp_path: Path) -> None:
    for name in ("古诗", "古文"):
        await hold(blank, name)
    async with blank.session() as session:
        session.add(LessonCue(lesson_id="古诗", n=1, at=1, by=None, event={"type": "chat_said"}))
    before = Indexing.failed
    await (await indexing_of(blank, tmp_path)).catch_up()
    assert (Indexing.failed - before, await marks(blank), await found(blank, "古")) == (1, 0, ["古文"])


async def test_pages_are_found_at_the_moment_they_were_first_shown(blank: Database, tmp_path: Path) -> None:
    await hold(blank, "古诗")
    folder = tmp_path / "content" / "abc"
    folder.mkdir(parents=True)
    (folder / "text.json").write_text('{"pages": ["封面", "天门中断楚江开"]}', encoding="utf-8")
    async with blank.session() as session:
        session.add(Content(sha256="abc", suffix="pdf", is_ready=True, bytes=1, created_at=0))
        await session.flush()
        session.add(
            LessonDocument(
                id="d", lesson_id="古诗", content_id="abc", title="课件", suffix="pdf", kind="slides",
                position=0, length=1, created_by="", created_at=0,
            )
        )  # fmt: skip
        for n, (at, page) in enumerate(((3000, 2), (5000, 1), (9000, 2)), 1):
            event = {"type": "page_shown", "document": "d", "page": page}
            session.add(LessonCue(lesson_id="古诗", n=n, at=at, by=None, event=event))
        stale.mark(session, (await session.scalars(select(Recording.id))).one())
    await (await indexing_of(blank, tmp_path)).catch_up()
    async with blank.session() as session:
        pieces = (await session.scalars(select(SearchText.pieces))).one()
    assert [each for each in pieces if each[0] == "slide"] == [
        ["slide", 2000, "天门中断楚江开"],
        ["slide", 4000, "封面"],
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_everybody_finds_exactly_what_they_may_see(blank: Database, tmp_path: Path, seed: int) -> None:
    world = World(seed)
    async with blank.session() as session:
        await world.store(session, 40)
    await (await indexing_of(blank, tmp_path)).catch_up()
    finder = Finder(index_for(blank))
    async with blank.session() as session:
        for person in [*world.people, OPERATOR]:
            seen = set(await session.scalars(select(Resource.recording_id).where(access.visible_to(person))))
            assert set(await finder.among(session, person, world.recordings, 0)) == seen, person
            pages = [(await finder.find(session, person, Wish(page=page), 0)).recordings for page in (1, 2)]
            assert {*pages[0], *pages[1]} == seen, person


async def test_a_search_knows_what_another_server_has_changed_and_removed(
    blank: Database, tmp_path: Path
) -> None:
    finder, totals = Finder(index_for(blank)), []

    async def search() -> None:
        await (await indexing_of(blank, tmp_path)).catch_up()
        async with blank.session() as session:
            totals.append((await finder.find(session, OPERATOR, Wish(), 0)).total)

    for name in ("古诗", "古文"):
        await hold(blank, name)
        await search()
    async with blank.session() as session:
        for resource in await session.scalars(select(Resource)):
            resource.trashed_at = 1
    await search()
    assert totals == [1, 2, 0]


async def test_a_search_that_is_far_behind_reads_all_entries_again(blank: Database, tmp_path: Path) -> None:
    finder = Finder(index_for(blank))
    for name in ("古诗", "古文"):
        await hold(blank, name)
        await (await indexing_of(blank, tmp_path)).catch_up()
        async with blank.session() as session:
            await searching.tell(session, [1] * 3)
            newest = select(func.max(SearchChange.id)).scalar_subquery()
            await session.execute(delete(SearchChange).where(SearchChange.id < newest))
            found = await finder.find(session, OPERATOR, Wish(), 0)
    assert found.total == 2
