"""Writing on the board and over what is shown: who may, what becomes of it, and what is too much."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from signaling.settings import RoomSettings
from signaling.tools.board.limits import BoardLimits
from signaling.tools.board.points import read_points
from signaling.tools.board.state import Mark
from signaling.tools.courseware.state import Document, DocumentKind
from tests.support.ink import drawing, written
from tests.support.room import MASTER, OBSERVER, Person, Story

POINTS = json.loads((Path(__file__).parents[2] / "data" / "board_points.json").read_text(encoding="utf-8"))


def with_board(*names: str, **limits: int) -> tuple[Story, str, Person, list[Person]]:
    """A live lesson with the board open: the lesson, its surface, the teacher and the classrooms."""
    lesson = Story(RoomSettings(board=BoardLimits(**limits)))
    teacher, *classrooms = lesson.taught(*names)
    teacher.says("show_board")
    return lesson, f"board:{lesson.state.board.shown}", teacher, classrooms


def writes(person: Person, surface: str, stroke: int = 1, **fields: Any) -> str | None:
    return person.is_refused("add_mark", surface=surface, drawing=drawing(stroke, **fields))


def marks(lesson: Story, surface: str) -> list[Mark]:
    found = lesson.state.board.surfaces.get(surface)
    return (found.marks or []) if found is not None else []


# -- points


@pytest.mark.parametrize("case", POINTS["read"], ids=lambda case: case["text"][:12])
def test_points_are_read_as_the_client_writes_them(case: dict[str, Any]) -> None:
    points = [tuple(point) for point in case["points"]]
    assert read_points(case["text"]) == points
    assert written(points) == case["text"]


@pytest.mark.parametrize("text", POINTS["refused"])
def test_what_is_no_text_of_points_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_points(text)


# -- who may write


def test_the_teacher_writes_and_everybody_has_the_mark() -> None:
    _, surface, teacher, (class_a,) = with_board("class-a")
    assert writes(teacher, surface) is None
    assert class_a.follower.state is not None
    assert [mark.by for mark in class_a.follower.state.board.surfaces[surface].marks or []] == ["teacher"]


def test_the_teacher_prepares_the_board_before_the_lesson() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    teacher.says("show_board")
    assert writes(teacher, f"board:{lesson.state.board.shown}") is None


def test_a_classroom_writes_while_it_is_called_on() -> None:
    _, surface, teacher, (class_a,) = with_board("class-a")
    assert writes(class_a, surface) == "may_not_write"
    teacher.says("give_floor", member="class-a")
    assert writes(class_a, surface) is None
    teacher.says("mute_all")
    assert writes(class_a, surface, 2) == "may_not_write"


def test_a_classroom_that_was_let_write_needs_no_floor() -> None:
    _, surface, teacher, (class_a, class_b) = with_board("class-a", "class-b")
    teacher.says("set_writers", members=["class-a", "class-a"])
    assert writes(class_a, surface) is None
    assert writes(class_b, surface) == "may_not_write"


@pytest.mark.parametrize(("member", "code"), [("nobody", "unknown_member"), ("guest", "not_a_classroom")])
def test_only_a_classroom_that_is_there_is_let_write(member: str, code: str) -> None:
    lesson, _, teacher, _ = with_board()
    lesson.joins("guest", OBSERVER)
    assert teacher.is_refused("set_writers", members=[member]) == code


def test_an_observer_never_writes() -> None:
    lesson, surface, _, _ = with_board()
    assert writes(lesson.joins("guest", OBSERVER), surface) == "not_allowed"


# -- marks


def test_a_stroke_that_comes_again_is_one_mark() -> None:
    lesson, surface, teacher, _ = with_board()
    writes(teacher, surface, 7)
    assert writes(teacher, surface, 7) is None
    assert len(marks(lesson, surface)) == 1


def test_two_authors_may_use_the_same_number() -> None:
    lesson, surface, teacher, (class_a,) = with_board("class-a")
    teacher.says("give_floor", member="class-a")
    writes(teacher, surface, 7)
    writes(class_a, surface, 7)
    assert len(marks(lesson, surface)) == 2


def test_one_takes_away_ones_own_marks_and_a_teacher_anybodys() -> None:
    lesson, surface, teacher, (class_a,) = with_board("class-a")
    teacher.says("give_floor", member="class-a")
    writes(teacher, surface)
    writes(class_a, surface)
    first, second = (mark.n for mark in marks(lesson, surface))
    assert class_a.is_refused("remove_marks", surface=surface, marks=[first]) == "not_your_mark"
    assert class_a.is_refused("remove_marks", surface=surface, marks=[second, 999]) is None
    assert teacher.is_refused("remove_marks", surface=surface, marks=[first, second]) is None
    assert marks(lesson, surface) == []


def test_only_the_teacher_clears_a_page() -> None:
    lesson, surface, teacher, (class_a,) = with_board("class-a")
    writes(teacher, surface)
    assert class_a.is_refused("clear_surface", surface=surface) == "not_allowed"
    teacher.says("clear_surface", surface=surface)
    assert surface not in lesson.state.board.surfaces


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"tool": "line", "points": written([(1, 1)])}, "bad_drawing"),
        ({"tool": "pen", "points": "2"}, "bad_drawing"),
        ({"tool": "pen", "text": "x"}, "bad_drawing"),
        ({"tool": "text", "points": written([(1, 1)]), "text": " \n "}, "bad_drawing"),
        ({"tool": "text", "points": written([(1, 1)]), "text": "a\u202eb"}, "bad_drawing"),
        ({"tool": "text", "points": written([(1, 1)]), "text": "\n" * 20 + "x"}, "bad_drawing"),
        ({"tool": "text", "points": written([(1, 1)]), "text": "字" * 501}, "board_text_too_long"),
        ({"points": written([(n % 2, 0) for n in range(3001)])}, "stroke_too_long"),
        ({"points": "3AA"}, "bad_drawing"),
        ({"colour": "red"}, "invalid_message"),
        ({"width": 0}, "invalid_message"),
        ({"points": "<svg>"}, "invalid_message"),
    ],
)
def test_what_cannot_be_drawn_is_refused(fields: dict[str, Any], code: str) -> None:
    lesson, surface, teacher, _ = with_board()
    assert writes(teacher, surface, **fields) == code
    assert marks(lesson, surface) == []


@pytest.mark.parametrize(
    ("limit", "code"), [({"marks": 2}, "surface_full"), ({"all_marks": 2}, "board_full")]
)
def test_a_full_page_takes_no_more(limit: dict[str, int], code: str) -> None:
    _, surface, teacher, _ = with_board(**limit)
    assert [writes(teacher, surface, n) for n in range(3)] == [None, None, code]


def test_there_are_not_more_surfaces_than_the_room_holds() -> None:
    lesson, surface, teacher, _ = with_board(surfaces=1)
    writes(teacher, surface)
    teacher.says("add_board_page")
    assert writes(teacher, f"board:{lesson.state.board.shown}") == "board_full"


# -- pages and other surfaces


def test_a_new_page_is_shown_and_never_named_as_one_before() -> None:
    lesson, _, teacher, _ = with_board()
    teacher.says("add_board_page")
    teacher.says("add_board_page")
    ids = [page.id for page in lesson.state.board.pages]
    assert len(set(ids)) == 3
    assert lesson.state.board.shown == ids[-1]


def test_there_are_not_more_pages_than_the_board_holds() -> None:
    _, _, teacher, _ = with_board(pages=1)
    assert teacher.is_refused("add_board_page") == "too_many_board_pages"


def test_a_mark_for_a_page_that_is_gone_is_refused() -> None:
    lesson, surface, teacher, (class_a,) = with_board("class-a")
    teacher.says("give_floor", member="class-a")
    teacher.says("remove_board_page", page=lesson.state.board.shown)
    assert writes(class_a, surface) == "page_gone"
    assert class_a.is_refused("remove_marks", surface=surface, marks=[1]) == "page_gone"


def test_the_board_is_closed_and_opened_where_it_was() -> None:
    lesson, surface, teacher, _ = with_board()
    teacher.says("close_board")
    assert lesson.state.board.shown is None
    teacher.says("show_board")
    assert f"board:{lesson.state.board.shown}" == surface
    assert teacher.is_refused("show_board", page="p1") == "page_gone"


def test_a_shared_screen_is_written_on_until_it_is_gone() -> None:
    lesson, _, teacher, _ = with_board()
    teacher.publishes("camera", "screen")
    assert writes(teacher, "screen:teacher/screen") is None
    assert writes(teacher, "screen:teacher/camera") == "surface_gone"
    teacher.publishes("camera")
    assert writes(teacher, "screen:teacher/screen", 2) == "surface_gone"
    assert "screen:teacher/screen" not in lesson.state.board.surfaces


@pytest.mark.parametrize("page", ["0", "01", "3", "x", "١"])
def test_only_the_pages_of_a_document_are_written_on(page: str) -> None:
    lesson, _, teacher, _ = with_board()
    document = Document(id="d1", kind=DocumentKind.SLIDES, title="荷塘月色", pages=2)
    lesson.do(lesson.room.register_documents([document], lesson.now))
    assert writes(teacher, "slide:d1:2") is None
    assert writes(teacher, f"slide:d1:{page}") == "surface_gone"


# -- who joins late


def test_a_latecomer_gets_the_ink_in_view_and_fetches_the_rest() -> None:
    lesson, first, teacher, _ = with_board()
    writes(teacher, first)
    teacher.says("add_board_page")
    second = f"board:{lesson.state.board.shown}"
    writes(teacher, second, 2)
    late = lesson.joins("class-b")
    held = late.welcome.snapshot.board.surfaces if late.welcome.snapshot else {}
    assert (held[first].count, held[first].marks) == (1, None)
    assert len(held[second].marks or []) == 1
    late.says("fetch_surface", surface=first)
    assert late.follower.state == lesson.state


def test_what_is_drawn_on_a_page_one_does_not_hold_is_counted() -> None:
    lesson, first, teacher, _ = with_board()
    writes(teacher, first)
    teacher.says("add_board_page")
    late = lesson.joins("class-b")
    writes(teacher, first, 2)
    assert late.follower.state is not None
    assert late.follower.state.board.surfaces[first].count == 2
    late.says("fetch_surface", surface=first)
    assert late.follower.state == lesson.state


def test_a_surface_that_is_gone_has_no_marks() -> None:
    _, _, teacher, _ = with_board()
    (answer,) = teacher.says("fetch_surface", surface="board:p1")
    assert answer.model_dump()["marks"] == []
