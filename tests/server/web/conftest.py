"""A lesson that runs and is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.site import MORNING, Site
from tests.support.takes import write_take

TAKE = "u3-camera-video-0001"


@dataclass
class Recorded:
    """`url` is the recording's address in the interface."""

    lesson: str
    id: str
    folder: Path
    started_at: int = int(MORNING * 1000)

    @property
    def url(self) -> str:
        return f"/api/recordings/{self.id}"

    @property
    def file(self) -> str:
        return f"{self.url}/takes/{TAKE}.mp4"

    def take(
        self, name: str = TAKE, *, ended: bool = True, fragments: int = 3, codec: str = "avc1.42e01f"
    ) -> Path:
        return write_take(
            self.folder, name, started_at=self.started_at, ended=ended, fragments=fragments, codec=codec
        )


@pytest.fixture
async def recorded(site: Site) -> Recorded:
    """A running lesson with one finished take of three fragments."""
    lesson = await site.lesson("古诗三首")
    started = await (await site.operator().post(f"/api/lessons/{lesson['id']}/start")).json()
    folder = site.context.settings.recordings_folder / lesson["id"]
    recorded = Recorded(lesson["id"], started["recording"], folder)
    recorded.take()
    return recorded
