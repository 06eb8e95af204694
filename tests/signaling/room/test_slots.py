"""Which source goes into which slot, as pure functions of the state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.commands import SlotRoute
from signaling.room.slots import allocate, routes, video_rank, wanted, wanted_by_viewer
from signaling.state import LessonState, Member, Phase, Role, RoomState, Source, SourceKind

SOURCES = st.lists(st.sampled_from("abcdefgh"), unique=True)


def room(phase: Phase = Phase.LIVE, floor: tuple[str, ...] = ()) -> RoomState:
    """A teacher with camera and screen, and three classrooms with a camera each."""
    roles = {
        "teacher": Role.MASTER,
        "a": Role.RURAL,
        "b": Role.RURAL,
        "c": Role.RURAL,
        "guest": Role.OBSERVER,
    }
    published = ["teacher/camera", "teacher/screen", "a/camera", "b/camera", "c/camera"]
    return RoomState(
        lesson=LessonState(id="l1", title="", phase=phase, started_at=0),
        members={id: Member(id=id, name=id, role=role) for id, role in roles.items()},
        sources={id: source(id) for id in published},
        floor=list(floor),
    )


def source(id: str, audio: bool = True, video: bool = True) -> Source:
    member, _, kind = id.partition("/")
    return Source(id=id, member=member, kind=SourceKind(kind), audio=audio, video=video)


def test_the_teacher_wants_every_classroom() -> None:
    assert wanted(room(), "teacher") == ["a/camera", "b/camera", "c/camera"]


def test_the_teacher_wants_whoever_is_called_on_first() -> None:
    assert wanted(room(floor=("c",)), "teacher")[0] == "c/camera"


def test_a_classroom_wants_teacher_screen_and_whoever_is_called_on() -> None:
    assert wanted(room(floor=("a",)), "b") == ["teacher/camera", "teacher/screen", "a/camera"]


def test_nobody_wants_himself() -> None:
    assert "a/camera" not in wanted(room(floor=("a",)), "a")


@pytest.mark.parametrize("member", ["a", "guest"])
def test_before_the_lesson_only_the_teacher_sees_anything(member: str) -> None:
    assert wanted(room(Phase.WAITING), member) == []
    assert wanted(room(Phase.WAITING), "teacher") != []


@pytest.mark.parametrize("member", ["a", "guest", "teacher"])
def test_after_the_lesson_nobody_sees_anything(member: str) -> None:
    assert wanted(room(Phase.ENDED), member) == []


def test_a_viewer_wants_the_stage_first() -> None:
    assert wanted_by_viewer(room(floor=("a",)))[0] == "a/camera"
    assert wanted_by_viewer(room())[0] == "teacher/camera"


def test_a_viewer_sees_nothing_before_the_lesson() -> None:
    assert wanted_by_viewer(room(Phase.WAITING)) == []


def test_a_closed_microphone_is_not_routed() -> None:
    assert routes(room(), ("a/camera",)) == (SlotRoute(0, None, "a/camera/video"),)


def test_an_open_microphone_is_routed() -> None:
    (route,) = routes(room(floor=("a",)), ("a/camera",))
    assert route.audio == "a/camera/audio"


def test_the_teacher_is_heard_before_anybody_else() -> None:
    teacher, guest = routes(room(floor=("a",)), ("teacher/camera", "a/camera"))
    assert teacher.audio_rank < guest.audio_rank


def test_a_shared_screen_comes_before_the_stage_and_that_before_the_other_classrooms() -> None:
    state = room(floor=("a",))
    order = ["teacher/screen", "teacher/camera", "a/camera", "b/camera"]
    assert [video_rank(state, state.sources[id]) for id in order] == [0, 1, 1, 2]


def test_a_route_says_how_high_the_receiver_draws_the_picture() -> None:
    drawn, unknown = routes(room(), ("a/camera", "b/camera"), {"a/camera": 180})
    assert (drawn.height, unknown.height) == (180, None)


def test_what_its_owner_has_switched_off_is_not_routed() -> None:
    off = source("teacher/camera", audio=False, video=False)
    state = room().model_copy(update={"sources": {off.id: off}})
    (route,) = routes(state, (off.id,))
    assert (route.audio, route.video) == (None, None)


@given(SOURCES, SOURCES, st.integers(0, 6), st.integers(1, 6))
def test_a_source_that_stays_keeps_its_slot(
    first: list[str], second: list[str], before: int, after: int
) -> None:
    old = allocate((), first, before)
    new = allocate(old, second, after)
    stayed = [slot for slot, id in enumerate(old[:after]) if id in second[:after] and id is not None]
    assert all(new[slot] == old[slot] for slot in stayed)


@given(SOURCES, SOURCES, st.integers(0, 6))
def test_the_most_important_sources_have_a_slot_each(first: list[str], second: list[str], slots: int) -> None:
    allocation = allocate(allocate((), first, slots), second, slots)
    assert len(allocation) == slots
    assert sorted(filter(None, allocation)) == sorted(second[:slots])
