"""The meaning of every cue, as stories that the web client's reducer is tested with too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signaling import cues
from signaling.cues import Cue
from signaling.reducer import is_open, reduce, stage
from signaling.room import LessonFacts
from signaling.state import RoomState
from tests.signaling import emptyroom
from tests.signaling.histories import EVENTS, HISTORIES
from tests.support.room import replayed

FOLDER = Path(__file__).parent.parent / "data" / "cues"
EMPTY = json.loads(emptyroom.FILE.read_text(encoding="utf-8"))
CUE_TYPES = {
    name.model_fields["type"].default
    for name in cues.Event.__origin__.__args__  # type: ignore[attr-defined]
}
STORIES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def whole(state: dict[str, Any]) -> dict[str, Any]:
    """A state of a story; what it leaves out is as in the empty room."""
    return {**EMPTY, **state}


def told(story: dict[str, Any]) -> RoomState:
    return replayed(
        RoomState.model_validate(whole(story["initial"])), (Cue.model_validate(cue) for cue in story["cues"])
    )


def test_the_empty_room_is_that_of_the_shapes() -> None:
    assert emptyroom.FILE.read_text(encoding="utf-8") == emptyroom.text(), "run python scripts/protocol.py"


@pytest.mark.parametrize("name", STORIES)
def test_the_story_ends_as_written(name: str) -> None:
    story = STORIES[name]
    assert told(story).model_dump(mode="json") == whole(story["final"])


@pytest.mark.parametrize("name", STORIES)
def test_the_story_ends_with_the_right_stage_and_open_microphones(name: str) -> None:
    story = STORIES[name]
    state = told(story)
    assert stage(state) == story["stage"]
    assert sorted(member for member in state.members if is_open(state, member)) == story["open"]


@pytest.mark.parametrize("name", STORIES)
def test_an_old_snapshot_and_the_cues_since_make_the_same_state(name: str) -> None:
    story = STORIES[name]
    snapshot = RoomState.model_validate_json(
        RoomState.model_validate(whole(story["initial"])).model_dump_json()
    )
    for cue in story["cues"]:
        snapshot = reduce(snapshot, Cue.model_validate_json(json.dumps(cue)))
        snapshot = RoomState.model_validate_json(snapshot.model_dump_json())
    assert snapshot == told(story)


def test_every_type_of_cue_has_a_story() -> None:
    told_of = {cue["event"]["type"] for story in STORIES.values() for cue in story["cues"]}
    assert told_of == CUE_TYPES


def test_every_type_of_cue_is_in_the_random_histories() -> None:
    seen: set[str] = set()

    @settings(max_examples=600, derandomize=True, database=None, deadline=None)
    @given(EVENTS)
    def see(event: Any) -> None:
        seen.add(event.type)

    see()
    assert seen == CUE_TYPES


@given(HISTORIES, st.integers(0, 40))
def test_wherever_a_snapshot_is_taken_the_rest_of_the_cues_complete_it(history: list[Cue], at: int) -> None:
    empty = LessonFacts("l1", "题目").empty_room()
    snapshot = RoomState.model_validate_json(replayed(empty, history[:at]).model_dump_json())
    assert replayed(snapshot, history[at:]) == replayed(empty, history)


@given(HISTORIES)
def test_no_history_is_too_odd_to_be_reduced(history: list[Cue]) -> None:
    state = replayed(LessonFacts("l1", "题目").empty_room(), history)
    assert len(set(state.floor)) == len(state.floor)
    assert stage(state) is None or stage(state) in state.sources


@given(HISTORIES)
def test_reducing_leaves_the_old_state_as_it_was(history: list[Cue]) -> None:
    state = LessonFacts("l1", "题目").empty_room()
    for cue in history:
        before = state.model_dump_json()
        after = reduce(state, cue)
        assert state.model_dump_json() == before
        state = after
