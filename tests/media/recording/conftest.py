"""A lesson that is recorded into a fresh folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.media.recording.lesson import RecordedLesson


@pytest.fixture
def lesson(tmp_path: Path) -> RecordedLesson:
    return RecordedLesson(tmp_path / "3mq7c2xk9a4d")
