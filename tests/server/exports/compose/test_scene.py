"""What is on the film is what the lesson had large, and whoever belongs to it."""

from __future__ import annotations

import pytest

from server.exports.compose.canvas import HEIGHT, WIDTH
from server.exports.compose.order import Layout
from server.exports.compose.scene import scene_of
from signaling.state import LessonState, Member, Role, RoomState, Source, SourceKind
from signaling.tools.questions.state import Asked, Question, QuestionKind, QuestionsState

EVERYTHING = ("t/camera", "t/screen", "a/camera", "b/camera")


def room(*sources: str, floor: tuple[str, ...] = (), **changes: object) -> RoomState:
    roles = {"t": Role.MASTER, "a": Role.RURAL, "b": Role.RURAL}
    state = RoomState(
        lesson=LessonState(id="l", title="课"),
        members={id: Member(id=id, name=id, role=role) for id, role in roles.items()},
        sources={id: source(id) for id in sources},
        floor=list(floor),
    )
    return state.model_copy(update=changes)


def source(id: str) -> Source:
    member, kind = id.split("/")
    return Source(id=id, member=member, kind=SourceKind(kind), audio=True, video=True)


@pytest.mark.parametrize(
    ("sources", "floor", "layout", "views"),
    [
        (("t/camera",), (), "lesson", ["t/camera"]),
        (("t/camera", "a/camera"), (), "lesson", ["t/camera"]),
        (("t/camera", "a/camera"), ("a",), "lesson", ["a/camera", "t/camera"]),
        (("t/camera", "t/screen"), (), "lesson", ["t/screen", "t/camera"]),
        (EVERYTHING, ("a", "b"), "lesson", ["t/screen", "b/camera", "t/camera", "a/camera"]),
        (EVERYTHING, ("a",), "content", ["t/screen"]),
        (("t/camera", "a/camera"), ("a",), "content", ["a/camera"]),
        (EVERYTHING, ("a",), "teacher", ["t/camera"]),
        ((), (), "lesson", []),
    ],
)
def test_views_are_those_of_the_moment(
    sources: tuple[str, ...], floor: tuple[str, ...], layout: Layout, views: list[str]
) -> None:
    found = scene_of(room(*sources, floor=floor), layout, EVERYTHING)
    assert [view.source for view in found.views] == views


def test_what_is_not_in_the_recording_leaves_its_place_to_others() -> None:
    found = scene_of(room(*EVERYTHING, floor=("a",)), "lesson", ("t/camera",))
    assert [view.source for view in found.views] == ["t/camera"]


def test_one_picture_fills_the_film_unless_there_are_words_to_show() -> None:
    alone = scene_of(room("t/camera"), "lesson", EVERYTHING)
    assert (alone.views[0].box.width, alone.views[0].box.height) == (WIDTH, HEIGHT)
    question = Question(id="q", kind=QuestionKind.SINGLE, opens_at=0)
    asked = room("t/camera", questions=QuestionsState(current=Asked(question=question)))
    assert scene_of(asked, "lesson", EVERYTHING).has_words


def test_views_lie_within_the_film_and_cover_none_of_each_other() -> None:
    boxes = [view.box for view in scene_of(room(*EVERYTHING, floor=("a", "b")), "lesson", EVERYTHING).views]
    places = [
        (x, y)
        for box in boxes
        for x in range(box.left, box.left + box.width, 32)
        for y in range(box.top, box.top + box.height, 16)
    ]
    assert len(places) == len(set(places))
    assert all(box.left + box.width <= WIDTH and box.top + box.height <= HEIGHT for box in boxes)
    assert all(value % 2 == 0 for box in boxes for value in (box.left, box.top, box.width, box.height))
