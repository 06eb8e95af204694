"""What a snapshot leaves out of a long lesson's ink, and that the rest comes to the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from signaling.cues import Cue
from signaling.room import LessonFacts
from signaling.state import RoomState
from signaling.tools.board.wire import for_the_wire, held_as_by, in_view, with_marks
from tests.signaling.histories import HISTORIES
from tests.support.room import replayed


def sent(state: RoomState) -> RoomState:
    return RoomState.model_validate_json(for_the_wire(state).model_dump_json())


@given(HISTORIES, st.integers(0, 40))
def test_the_cues_complete_a_snapshot_but_for_what_it_does_not_hold(history: list[Cue], at: int) -> None:
    empty = LessonFacts("l1", "题目").empty_room()
    copy = replayed(sent(replayed(empty, history[:at])), history[at:])
    assert copy == held_as_by(replayed(empty, history), copy)


@given(HISTORIES, st.integers(0, 40))
def test_once_everything_was_fetched_nothing_is_missing(history: list[Cue], at: int) -> None:
    whole = replayed(LessonFacts("l1", "题目").empty_room(), history[:at])
    copy = sent(whole)
    for name, surface in whole.board.surfaces.items():
        copy = with_marks(copy, name, surface.marks or [])
    for cue in history[at:]:
        whole, copy = replayed(whole, [cue]), replayed(copy, [cue])
    assert copy == whole


@given(HISTORIES)
def test_everything_in_view_is_held(history: list[Cue]) -> None:
    state = replayed(LessonFacts("l1", "题目").empty_room(), history)
    for name, surface in sent(state).board.surfaces.items():
        assert (surface.marks is not None) == (name in in_view(state))
