"""A lesson that runs and is recorded."""

from __future__ import annotations

import pytest

from tests.server.web.kept import TAKE as TAKE
from tests.server.web.kept import Kept, keep
from tests.server.web.kept import Recorded as Recorded
from tests.support.site import Site


@pytest.fixture
async def recorded(site: Site) -> Recorded:
    """A running lesson with one finished take of three fragments."""
    lesson = await site.lesson("古诗三首")
    started = await (await site.operator().post(f"/api/lessons/{lesson['id']}/start")).json()
    folder = site.context.settings.recordings_folder / lesson["id"]
    recorded = Recorded(lesson["id"], started["recording"], folder)
    recorded.take()
    return recorded


@pytest.fixture
async def kept(site: Site, recorded: Recorded) -> Kept:
    """The same lesson when it is over."""
    return await keep(site, recorded)
