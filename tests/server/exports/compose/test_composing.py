"""The film of a lesson shows and plays what was recorded, whatever is missing of it."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from PIL import Image

from server.confined.entry import Refused
from signaling.cues import FloorGiven, FloorReturned
from signaling.tools.board.cues import BoardPageAdded, BoardShown, MarkAdded
from signaling.tools.board.state import BoardPage, Drawing, DrawingTool
from signaling.tools.courseware.cues import DocumentAdded, PageShown
from signaling.tools.courseware.state import Document, DocumentKind
from signaling.tools.questions.cues import QuestionOpened
from signaling.tools.questions.state import Question, QuestionKind
from tests.server.exports.compose.lesson import CLASSROOM, RecordedLesson
from tests.support.film import is_loud, luma

#: The middle of the film, of its large picture beside others, and of the first small one.
MIDDLE, LARGE, SMALL = (640, 360), (400, 336), (1152, 100)


@pytest.fixture
def lesson(tmp_path: Path) -> RecordedLesson:
    lesson = RecordedLesson(tmp_path, 2.0)
    lesson.begins()
    return lesson


def test_teacher_alone_fills_the_film(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 200)
    assert luma(lesson.film(), 1, *MIDDLE) == pytest.approx(200, abs=6)


def test_film_begins_with_the_first_picture_of_the_lesson(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 200, 0.6)
    assert luma(lesson.film(), 0, *MIDDLE) == pytest.approx(200, abs=6)


def test_who_is_called_on_is_large_and_the_teacher_small(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 200)
    lesson.picture("k/camera", 90)
    lesson.happens(0.5, FloorGiven(member=CLASSROOM))
    lesson.happens(1.5, FloorReturned(member=CLASSROOM))
    film = lesson.film()
    assert luma(film, 1, *LARGE) == pytest.approx(90, abs=6)
    assert luma(film, 1, *SMALL) == pytest.approx(200, abs=6)
    assert luma(film, 1.7, *MIDDLE) == pytest.approx(200, abs=6)


def test_gap_has_no_picture_and_no_sound_and_both_come_again(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 200, 0, 0.8)
    lesson.picture("t/camera", 150, 1.4, 2, number=2)
    lesson.tone("t/camera", 1.0, 2)
    film = lesson.film()
    assert luma(film, 0.5, *MIDDLE) == pytest.approx(200, abs=6)
    assert luma(film, 1.1, 300, 500) < 40
    assert luma(film, 1.7, *MIDDLE) == pytest.approx(150, abs=6)
    assert not is_loud(film, 0.1, 0.9)
    assert is_loud(film, 1.2, 1.8)


def test_another_resolution_goes_on_in_the_same_place(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 200, 0, 1)
    lesson.picture("t/camera", 150, 1, 2, size=(240, 240), number=2)
    film = lesson.film()
    assert luma(film, 1.5, *MIDDLE) == pytest.approx(150, abs=6)
    assert luma(film, 1.5, 100, 360) < 40, "what is beside a square is black"


def test_take_that_is_cut_off_or_gone_ends_no_film(lesson: RecordedLesson) -> None:
    take = lesson.picture("t/camera", 200)
    take.write_bytes(take.read_bytes()[:-100])
    lesson.picture("k/camera", 90).unlink()
    lesson.tone("t/camera")
    lesson.happens(0.5, FloorGiven(member=CLASSROOM))
    film = lesson.film()
    assert luma(film, 0.2, *MIDDLE) == pytest.approx(200, abs=6)
    with av.open(str(film)) as found:
        assert found.duration == pytest.approx(2_000_000, abs=60_000)


def test_page_is_shown_with_what_was_written_on_it(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 60)
    folder = lesson.folder / "document"
    folder.mkdir()
    Image.new("RGB", (1600, 900), (255, 255, 255)).save(folder / "page-0001.webp")
    document = Document(id="d", kind=DocumentKind.SLIDES, title="课件", pages=1, width=1600, height=900)
    drawing = Drawing(stroke=1, tool=DrawingTool.RECTANGLE, colour="#000000", width=40, points=frame())
    lesson.happens(0, DocumentAdded(document=document), PageShown(document="d", page=1))
    lesson.happens(1, MarkAdded(surface="slide:d:1", drawing=drawing))
    film = lesson.film(documents={"d": str(folder)})
    # The frame's left side is at a quarter of the page's width.
    assert luma(film, 0.5, 256, 336) > 220
    assert luma(film, 1.5, 256, 336) < 60
    assert luma(film, 1.5, *LARGE) > 220
    assert luma(film, 1.5, *SMALL) == pytest.approx(60, abs=6)


def frame() -> str:
    """From a quarter to three quarters of the surface, both ways, as PROTOCOL.md codes points."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    text = "2"
    for difference in (2048, 2048, 4096, 4096):
        value = difference * 2
        while value >= 32:
            text += alphabet[value & 31 | 32]
            value >>= 5
        text += alphabet[value]
    return text


def test_whiteboard_is_white(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 60)
    lesson.happens(0, BoardPageAdded(page=BoardPage(id="p")), BoardShown(page="p"))
    assert luma(lesson.film(), 1, *LARGE) > 220


def test_question_makes_room_for_its_words(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 200)
    question = Question(id="q", kind=QuestionKind.SINGLE, text="2 + 2 = ?", options=["3", "4"], opens_at=1)
    lesson.happens(1, QuestionOpened(question=question))
    film = lesson.film()
    assert luma(film, 0.5, 640, 20) == pytest.approx(200, abs=6)
    assert luma(film, 1.5, 640, 20) < 60


def test_span_and_chapters_are_those_of_the_order(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 200)
    film = lesson.film(start_ms=500, end_ms=1500, chapters=[(0, "上课"), (1000, "提问"), (1800, "下课")])
    with av.open(str(film)) as found:
        chapters = [(each["start"], each["metadata"]["title"]) for each in found.chapters()]
        assert found.duration == pytest.approx(1_000_000, abs=60_000)
        assert chapters == [(0, "上课"), (500, "提问")]


def test_sound_alone_has_no_picture(lesson: RecordedLesson) -> None:
    lesson.tone("t/camera")
    film = lesson.film(sound_only=True, output=str(lesson.folder / "film.m4a"))
    with av.open(str(film)) as found:
        assert not found.streams.video
    assert is_loud(film, 0.5, 1.5)


def test_what_does_not_go_along_is_not_there(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 200)
    lesson.picture("k/camera", 90)
    lesson.tone("k/camera")
    lesson.happens(0, FloorGiven(member=CLASSROOM))
    film = lesson.film(takes=["t-camera-video-0001"])
    assert luma(film, 1, *MIDDLE) == pytest.approx(200, abs=6)
    assert not is_loud(film, 0.2, 1.8)


def test_watermark_is_seen_and_wanders_off_nothing(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 60)
    plain = Image.frombytes("L", (300, 40), area(lesson.film()))
    marked = Image.frombytes("L", (300, 40), area(lesson.film(watermark="王老师 13800000000")))
    assert plain.getextrema()[1] < 70
    assert marked.getextrema()[1] > 90


def area(film: Path) -> bytes:
    """Where the watermark is at first."""
    with av.open(str(film)) as found:
        plane = next(found.decode(video=0)).planes[0]
        rows, size = bytes(plane), plane.line_size
        return b"".join(rows[y * size + 40 : y * size + 340] for y in range(60, 100))


def test_full_disk_is_called_so(lesson: RecordedLesson) -> None:
    lesson.picture("t/camera", 60)
    with pytest.raises(Refused) as refused:
        lesson.film(output="/dev/full")
    assert refused.value.code == "disk_full"


def test_lesson_without_anything_recorded_is_refused(lesson: RecordedLesson) -> None:
    with pytest.raises(Refused) as refused:
        lesson.film()
    assert refused.value.code == "nothing_recorded"
