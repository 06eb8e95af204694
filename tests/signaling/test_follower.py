"""A client's copy of the state and of the server's clock."""

import pytest

from signaling.cues import Cue, HandRaised, LessonStarted
from signaling.follower import CueMissing, Follower
from signaling.messages import CueMessage, Pong, Welcome
from signaling.room import LessonFacts
from signaling.state import Phase, Role


def welcomed() -> Follower:
    follower = Follower()
    state = LessonFacts("l1", "题目").empty_room()
    welcome = Welcome(member="u1", role=Role.RURAL, epoch=5, cue=3, snapshot=state, server_time=0)
    follower.receive(welcome, 0)
    return follower


def test_cues_are_applied_to_the_snapshot() -> None:
    follower = welcomed()
    follower.receive(CueMessage(cue=Cue(n=4, at=1, event=LessonStarted())), 0)
    assert follower.state is not None
    assert follower.state.lesson.phase is Phase.LIVE


def test_the_next_join_resumes_from_the_last_cue() -> None:
    resume = welcomed().join("t").resume
    assert resume is not None
    assert (resume.epoch, resume.cue) == (5, 3)


@pytest.mark.parametrize("n", [3, 5])
def test_after_a_gap_in_the_numbers_one_joins_without_resuming(n: int) -> None:
    follower = welcomed()
    with pytest.raises(CueMissing):
        follower.receive(CueMessage(cue=Cue(n=n, at=1, event=HandRaised(member="u1"))), 0)
    assert follower.join("t").resume is None


def test_the_clock_offset_is_that_of_the_fastest_exchange() -> None:
    follower = Follower()
    for sent, received, server_time in ((0, 100, 5050), (1000, 1010, 6005), (2000, 2500, 9000)):
        follower.receive(Pong(sent=sent, server_time=server_time), received)
    assert follower.clock_offset_ms == 5000
