"""What is large beside the stage is the same here as on every screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from signaling.content import content_of, surface_of
from signaling.state import RoomState

DATA = Path(__file__).parents[1] / "data"
CASES: list[dict[str, Any]] = json.loads((DATA / "content.json").read_text(encoding="utf-8"))
EMPTY: dict[str, Any] = json.loads((DATA / "empty_room.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_large_is_as_the_screens_say(case: dict[str, Any]) -> None:
    content = content_of(RoomState.model_validate({**EMPTY, **case["state"]}))
    told = content and f"{content.kind} {surface_of(content) or '-'}"
    assert told == case["content"]
