"""Ink and pointers under way: who sees them, when, and what of them is kept."""

from __future__ import annotations

from signaling.commands import Wake
from signaling.room.ink import MOST_PIECES, RECORD_MS, LiveInk
from signaling.room.seats import LinkNews, SlotPicture
from signaling.tools.board.wishes import Inked
from tests.support.room import Person, Story


class Writing:
    """A live lesson with the board open and `class-a` called on."""

    def __init__(self) -> None:
        self.lesson = Story()
        self.teacher, self.class_a, self.class_b = self.lesson.taught("class-a", "class-b")
        self.teacher.says("show_board")
        self.teacher.says("give_floor", member="class-a")
        self.surface = f"board:{self.lesson.state.board.shown}"
        self.wait(1)

    def wait(self, seconds: float) -> None:
        self.lesson.later(seconds)

    def draws(self, who: Person, stroke: int = 1, start: int = 0, points: str = "2ggEggEEB") -> None:
        style = {"tool": "pen", "colour": "#1d2426", "width": 4, "gone": False}
        who.says("ink", surface=self.surface, stroke=stroke, start=start, points=points, **style)

    def points(self, who: Person, x: float | None, y: float | None = 0.5) -> None:
        who.says("point", surface=self.surface, x=x, y=None if x is None else y)


def inked(who: Person) -> list[tuple[str, int, int]]:
    """Who drew which stroke from which point, as this person was told."""
    told = [each for each in who.heard if isinstance(each, Inked)]
    return [(stroke.by, stroke.stroke, stroke.start) for each in told for stroke in each.strokes]


def pointed(who: Person) -> list[tuple[str, float | None]]:
    told = [each for each in who.heard if isinstance(each, Inked)]
    return [(pointer.by, pointer.x) for each in told for pointer in each.pointers]


def test_ink_is_shown_to_the_others_at_once_and_kept_by_nobody() -> None:
    writing = Writing()
    cues = len(writing.lesson.cues)
    writing.draws(writing.teacher)
    assert inked(writing.class_a) == inked(writing.class_b) == [("teacher", 1, 0)]
    assert inked(writing.teacher) == []
    assert len(writing.lesson.cues) == cues


def test_what_several_draw_at_once_goes_out_together() -> None:
    writing = Writing()
    writing.draws(writing.teacher)
    writing.draws(writing.class_a, 7)
    writing.draws(writing.teacher, 1, start=2)
    assert inked(writing.class_b) == [("teacher", 1, 0)]
    (wake,) = writing.lesson.asked(Wake)
    writing.lesson.now = wake.at
    writing.lesson.do(writing.lesson.room.tick(wake.at))
    assert inked(writing.class_b)[1:] == [("class-a", 7, 0), ("teacher", 1, 2)]
    assert inked(writing.class_a)[1:] == [("teacher", 1, 2)]
    assert inked(writing.teacher) == [("class-a", 7, 0)]


def test_whoever_may_not_write_draws_nothing() -> None:
    writing = Writing()
    writing.draws(writing.class_b)
    writing.points(writing.class_b, 0.5)
    assert inked(writing.teacher) == pointed(writing.teacher) == []


def test_ink_for_a_page_that_is_gone_is_passed_on_to_nobody() -> None:
    writing = Writing()
    writing.teacher.says("remove_board_page", page=writing.surface.removeprefix("board:"))
    writing.draws(writing.class_a)
    assert inked(writing.class_b) == []


def test_a_line_that_does_not_carry_its_pictures_is_spared_the_ink() -> None:
    writing = Writing()
    room, now = writing.lesson.room, writing.lesson.now
    writing.lesson.transport("class-b", "down", "connected")
    thin = LinkNews(pictures=(SlotPicture(0, "paused", "line_too_thin"),))
    writing.lesson.do(room.line_news("class-b", "down", thin, now))
    before = LiveInk.dropped["line_too_thin"]
    writing.draws(writing.teacher)
    assert inked(writing.class_b) == []
    assert inked(writing.class_a) == [("teacher", 1, 0)]
    assert LiveInk.dropped["line_too_thin"] == before + 1


def test_more_pieces_than_hands_can_draw_are_dropped_and_counted() -> None:
    writing = Writing()
    before = LiveInk.dropped["crowded"]
    people = [writing.teacher, writing.class_a]
    for n in range(MOST_PIECES + 2):
        writing.draws(people[n % 2])
        writing.lesson.now += 1 if n == 0 else 0
    assert LiveInk.dropped["crowded"] == before + 1


def test_a_piece_is_as_long_as_a_tenth_of_a_second() -> None:
    writing = Writing()
    before = LiveInk.dropped["too_long"]
    writing.draws(writing.teacher, points="2" + "AA" * 600)
    assert inked(writing.class_a) == []
    assert LiveInk.dropped["too_long"] == before + 1


def test_a_laser_pointer_moves_for_all_and_is_recorded_now_and_then() -> None:
    writing = Writing()
    cues = len(writing.lesson.cues)
    for n in range(10):
        writing.points(writing.teacher, n / 10)
        writing.lesson.now += 90
    assert len(pointed(writing.class_a)) == 10
    assert len(writing.lesson.cues) - cues == 4
    assert 1000 // RECORD_MS == 4


def test_a_pointer_that_is_switched_off_is_gone_for_all() -> None:
    writing = Writing()
    writing.points(writing.teacher, 0.5)
    writing.lesson.now += 90
    writing.points(writing.teacher, None)
    assert pointed(writing.class_a)[-1] == ("teacher", None)
    assert writing.lesson.state.board.pointers == {}


def test_a_pointer_that_was_left_behind_goes_out_by_itself() -> None:
    writing = Writing()
    writing.points(writing.teacher, 0.5)
    assert writing.lesson.state.board.pointers["teacher"].x == 0.5
    writing.wait(10)
    assert writing.lesson.state.board.pointers == {}
