"""The facts of a lesson, told by cues and levels made by hand and counted on paper."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from media.recording.levels import UNKNOWN
from server.data.models import AskedQuestion
from server.library.analysis.answers import Answered, by_place
from server.library.analysis.report import Analysis, Material, analyse
from server.library.analysis.workbook import written
from server.library.levels import Sound
from signaling.cues import Event, FloorGiven, FloorReturned, HandLowered, HandRaised, MemberLeft
from signaling.tools.board.cues import BoardPageAdded, BoardShown
from signaling.tools.board.state import BoardPage
from signaling.tools.chat.cues import ChatSaid
from signaling.tools.courseware.cues import ClipClosed, ClipPlayed, DocumentAdded
from signaling.tools.courseware.state import Document, DocumentKind
from signaling.tools.questions.vote import Vote, Way
from tests.server.library.telling import START, course

#: Four minutes, in milliseconds.
LESSON = 240_000
ROOM, VOICE = 40, 95


def sound(source: str, *spoken: tuple[int, int], silent: int = ROOM) -> Sound:
    """Speech in these seconds, else the room."""
    values = bytearray([silent]) * (LESSON // 100)
    for start, end in spoken:
        values[10 * start : 10 * end] = bytes([VOICE]) * (10 * (end - start))
    return Sound(source, "header", bytes(values))


TEACHER = sound("t/camera", (0, 60), (90, 150))
CLASS_A = sound("a/camera", (60, 80), (145, 155), silent=UNKNOWN)


def facts(
    *events: tuple[float, Event], sounds: tuple[Sound, ...] = (TEACHER, CLASS_A), **fields: Any
) -> Analysis:
    known: dict[str, Any] = {"answers": {}, **fields}
    return analyse(
        Material(
            recording="r",
            title="荷塘月色",
            duration_ms=LESSON,
            sounds=sounds,
            course=course(*events),
            **known,
        )
    )


def room(analysis: Analysis, member: str) -> Any:
    return next(each for each in analysis.classrooms if each.member == member)


def test_the_four_parts_of_talk_are_the_whole_lesson() -> None:
    """The teacher 0-60 and 90-150, the classroom 60-80 and 145-155; both 145-150: 115 + 25 + 5, 95 silent."""
    talk = facts().talk
    assert talk is not None
    assert (talk.teacher_ms, talk.pupils_ms, talk.both_ms, talk.silence_ms) == (115_000, 25_000, 5000, 95_000)


def test_minutes_tell_when() -> None:
    found = [(each.teacher_ms, each.pupils_ms, each.both_ms, each.silence_ms) for each in facts().minutes]
    assert found == [
        (60_000, 0, 0, 0),
        (30_000, 20_000, 0, 10_000),
        (25_000, 5000, 5000, 25_000),
        (0, 0, 0, 60_000),
    ]


def test_a_classroom_is_told_by_what_it_did() -> None:
    found = facts(
        (50.0, HandRaised(member="a")),
        (60.0, FloorGiven(member="a")),
        (70.0, FloorGiven(member="a")),
        (80.0, FloorReturned(member="a")),
        (100.0, HandRaised(member="a")),
        (120.0, HandLowered(member="a")),
        (130.0, HandRaised(member="a")),
        (160.0, FloorGiven(member="a")),
        (180.0, FloorReturned(member="a")),
    )
    a = room(found, "a")
    assert (a.turns, a.floor_ms, a.stage_ms, a.spoke_ms) == (2, 40_000, 40_000, 30_000)
    # Of 10 and 30 s the lower middle is 10; the hand that was lowered waited for nobody.
    assert (a.hands, a.waits.count, a.waits.p50_ms, a.waits.max_ms) == (3, 2, 10_000, 30_000)
    assert (a.present_ms, found.teacher_stage_ms) == (LESSON, LESSON - 40_000)


def test_a_classroom_that_did_nothing_is_told_too() -> None:
    b = room(facts((120.0, MemberLeft(member="b"))), "b")
    assert (b.turns, b.stage_ms, b.spoke_ms, b.present_ms, b.waits.p50_ms) == (0, 0, None, 120_000, None)


def test_a_film_that_plays_is_teaching() -> None:
    film = Document(id="d", kind=DocumentKind.VIDEO, title="荷花", duration_ms=60_000)
    played = (
        (0.0, DocumentAdded(document=film)),
        (180.0, ClipPlayed(document="d", position_ms=0, starts_at=START)),
        (240.0, ClipClosed()),
    )
    silent, shown = facts().st, facts(*played).st
    assert silent is not None and shown is not None
    assert (silent.samples[-6:], shown.samples[-6:]) == ("SSSSSS", "TTTTTT")


def test_marks_and_messages_of_a_classroom_are_the_classrooms() -> None:
    board = (BoardPageAdded(page=BoardPage(id="p")), BoardShown(page="p"), ChatSaid(text="x"))
    found = facts(*((float(10 * n), event) for n, event in enumerate(board, 1)))
    # All of these are the teacher's.
    assert (room(found, "a").marks, room(found, "a").messages) == (0, 0)


def test_whom_the_classrooms_sound_is_left_out_for_learns_nothing_of_it() -> None:
    found = facts(sounds=(TEACHER,), all_heard=False, answers=None)
    assert found.withheld == ["classroom_sound", "answers"]
    assert found.talk is not None
    assert (found.talk.teacher_ms, found.talk.pupils_ms, found.talk.silence_ms) == (120_000, None, None)
    assert {each.pupils_ms for each in found.minutes} == {None}
    assert (room(found, "a").spoke_ms, room(found, "a").answers) == (None, None)


def test_without_levels_nothing_is_made_up() -> None:
    found = facts(sounds=(Sound("t/camera", "unknown", bytes([UNKNOWN]) * 2400),))
    assert (found.basis, found.talk, found.st, found.minutes) == ("unknown", None, None, [])


def test_a_lesson_without_cues_is_no_error() -> None:
    found = analyse(Material("r", "", 0, [], [], {}))
    assert (found.classrooms, found.talk, found.questions) == ([], None, 0)


def asked(kind: str, answer: list[str] | None) -> AskedQuestion:
    question = {"id": "q", "kind": kind, "options": ["", "", ""], "opens_at": START}
    return AskedQuestion(lesson_id="x", name="q", question=question, answer=answer, at=START)


def vote(
    n: int, *given: str, place: str = "a", way: Way = Way.PHONE, counts: dict[str, int] | None = None
) -> Vote:
    seat = n if way is Way.PHONE else None
    return Vote(f"k{n}", "q", place, way, given, counts or {}, seat, pressed_at=START + n, at=START + n)


def test_right_answers_are_counted_by_place() -> None:
    votes = [vote(1, "A"), vote(2, "B"), vote(3, "B"), vote(3, "A"), vote(4, "A", place="b")]
    found = by_place([asked("single", ["A"])], votes)
    assert found == {"a": Answered(1, 3, 2), "b": Answered(1, 1, 1)}


def test_hands_count_where_one_option_is_right() -> None:
    hands = [vote(1, way=Way.HANDS, counts={"A": 12, "B": 3})]
    assert by_place([asked("single", ["A"])], hands) == {"a": Answered(1, 15, 12)}
    assert by_place([asked("multiple", ["A", "B"])], hands) == {"a": Answered(1, 0, 0)}


@pytest.mark.parametrize(("kind", "answer"), [("text", ["A"]), ("single", None)])
def test_what_can_not_be_told_right_from_wrong_is_not_rated(kind: str, answer: list[str] | None) -> None:
    assert by_place([asked(kind, answer)], [vote(1, "A")]) == {"a": Answered(1, 0, 0)}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_workbook_has_every_table_and_how_it_was_computed(language: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(written(facts(), language))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        texts = book.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 5
    assert "荷塘月色" in texts and "RFC 6464" in texts and "2001" in texts
