"""Who may say what, by role and phase of the lesson."""

from typing import get_args

import pytest

from signaling.messages import FromClient
from signaling.permissions import PERMISSIONS, refusal
from signaling.room import LessonFacts, Room
from signaling.session import HEARD, SessionState
from signaling.state import Phase, Role

MESSAGES = {kind.model_fields["type"].default for kind in get_args(get_args(FromClient)[0])}


def test_every_message_has_its_row() -> None:
    assert set(PERMISSIONS) - {"view"} == MESSAGES


def test_every_message_is_heard_in_some_state() -> None:
    assert frozenset.union(*HEARD.values()) == MESSAGES


def test_every_message_but_the_first_is_heard_by_some_part_of_the_room() -> None:
    heard = {kind.model_fields["type"].default for kind in Room(LessonFacts("l1", "题目")).heard}
    assert heard == MESSAGES - {"join"}


def test_a_closed_session_hears_nothing() -> None:
    assert HEARD[SessionState.CLOSED] == frozenset()


@pytest.mark.parametrize("message", ["give_floor", "mute_all", "start_lesson", "end_lesson"])
@pytest.mark.parametrize("role", [Role.RURAL, Role.OBSERVER])
@pytest.mark.parametrize("phase", list(Phase))
def test_only_a_master_conducts_the_lesson(message: str, role: Role, phase: Phase) -> None:
    assert refusal(message, role, phase) == "not_allowed"


@pytest.mark.parametrize("message", sorted(set(PERMISSIONS) - {"ping", "report", "shown", "leave"}))
@pytest.mark.parametrize("role", list(Role))
def test_nothing_happens_any_more_in_a_lesson_that_is_over(message: str, role: Role) -> None:
    assert refusal(message, role, Phase.ENDED) in ("lesson_over", "not_allowed")


def test_hands_and_floor_belong_to_the_live_lesson() -> None:
    assert refusal("raise_hand", Role.RURAL, Phase.WAITING) == "lesson_waiting"
    assert refusal("give_floor", Role.MASTER, Phase.WAITING) == "lesson_waiting"
    assert refusal("raise_hand", Role.RURAL, Phase.LIVE) is None


def test_sound_and_picture_may_be_checked_before_the_lesson() -> None:
    assert refusal("publish", Role.RURAL, Phase.WAITING) is None
    assert refusal("subscribe", Role.MASTER, Phase.WAITING) is None
