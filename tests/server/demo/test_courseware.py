"""The demonstration's lessons have slides and a film, made and converted on this machine."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from server.config import load
from server.courseware.storage import Storage
from server.data.database import Database
from server.data.models import Content, LessonDocument
from server.demo.courseware import bring_courseware
from server.demo.film import write_film
from tests.server.courseware.test_conversion import Bench
from tests.support.site import MORNING, Site

NOW = int(MORNING * 1000)


async def counted(database: Database) -> list[int | None]:
    """Documents, and contents behind them."""
    count = [select(func.count()).select_from(model) for model in (LessonDocument, Content)]
    async with database.session() as session:
        return [await session.scalar(query) for query in count]


async def test_each_lesson_of_the_day_has_both_once(site: Site) -> None:
    settings = site.context.settings
    for _ in range(2):
        await bring_courseware(settings, site.database, NOW)
    assert await counted(site.database) == [2 * 5, 2]
    storage = Storage(settings.courseware_folder)
    async with site.database.session() as session:
        for sha256 in await session.scalars(select(Content.sha256)):
            assert storage.original(sha256).stat().st_size > 10_000


async def test_the_film_plays_everywhere_as_it_is(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    write_film(bench.source)
    made = await bench.convert()
    assert (made.kind, made.width, made.height) == ("video", 640, 360)
    assert abs((made.duration_ms or 0) - 10_000) < 100


def test_a_demonstration_keeps_its_courseware_with_its_data(tmp_path: Path) -> None:
    settings = load(None, {"TONGKE_DATA__FOLDER": str(tmp_path)})
    assert settings.courseware_folder == tmp_path / "courseware"
