"""A prepared world for the tests of the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.site import Site, make_world, open_site


@pytest.fixture(scope="session")
def world_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file to copy: hashing six passwords takes longer than a test may."""
    path = tmp_path_factory.mktemp("world") / "tongke.db"
    asyncio.run(make_world(path))
    return path


@pytest.fixture
def site_environment(request: pytest.FixtureRequest) -> dict[str, str]:
    """The variables that a site starts with; overridden or parametrized indirectly."""
    return getattr(request, "param", {})


@pytest.fixture
async def site(world_template: Path, tmp_path: Path, site_environment: dict[str, str]) -> AsyncIterator[Site]:
    """The application over a fresh copy of the world."""
    async with open_site(world_template, tmp_path, site_environment) as opened:
        yield opened
