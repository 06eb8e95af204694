"""Registered cameras come and go with the classroom that they stand in."""

from signaling.commands import PullCamera, StopCamera
from signaling.messages import ErrorMessage
from signaling.room import LessonFacts, RoomCamera
from signaling.state import SourceKind
from tests.support.room import LESSON, MASTER, Story

BOARD = RoomCamera("cam1", "黑板", SourceKind.BOARD, "class-a")
TEACHERS = RoomCamera("cam2", "录播主机", SourceKind.CAMERA)


def story(*cameras: RoomCamera) -> Story:
    lesson = Story()
    lesson.facts = LessonFacts(LESSON, "荷塘月色", cameras=cameras)
    lesson.room = type(lesson.room)(lesson.facts, lesson.settings)
    return lesson


def runs(lesson: Story, source: str, *tracks: str) -> None:
    producers = [f"{source}/{track}" for track in tracks]
    lesson.do(lesson.room.camera_changed(source, True, producers, "", lesson.now))


def fails(lesson: Story, source: str, reason: str = "unreachable") -> None:
    lesson.do(lesson.room.camera_changed(source, False, [], reason, lesson.now))


def asked(lesson: Story) -> list[str]:
    """What was pulled (+) and stopped (-), in order."""
    orders = [each for each in lesson.commands if isinstance(each, PullCamera | StopCamera)]
    return [("+" if isinstance(each, PullCamera) else "-") + each.source for each in orders]


def test_a_camera_is_pulled_while_its_classroom_is_there() -> None:
    lesson = story(BOARD)
    assert asked(lesson) == []
    class_a = lesson.joins("class-a")
    assert asked(lesson) == ["+class-a/board"]
    class_a.says("leave")
    assert asked(lesson) == ["+class-a/board", "-class-a/board"]


def test_the_masters_camera_belongs_to_whoever_teaches() -> None:
    lesson = story(TEACHERS)
    lesson.joins("class-a")
    lesson.joins("teacher", MASTER)
    assert lesson.asked(PullCamera) == [PullCamera("teacher/camera", "cam2")]


def test_its_source_appears_with_the_tracks_that_it_has() -> None:
    lesson = story(BOARD)
    lesson.joins("class-a")
    assert not lesson.state.sources
    runs(lesson, "class-a/board", "video")
    source = lesson.state.sources["class-a/board"]
    assert (source.video, source.audio, source.label) == (True, False, "黑板")


def test_it_is_seen_and_recorded_like_any_other_source() -> None:
    lesson = story(BOARD)
    lesson.taught("class-a")
    runs(lesson, "class-a/board", "video")
    assert "class-a/board/video" in lesson.recorded
    assert any(slot.video == "class-a/board/video" for slot in lesson.routes["teacher"].slots)


def test_a_short_silence_changes_nothing() -> None:
    lesson = story(BOARD)
    lesson.joins("class-a")
    runs(lesson, "class-a/board", "video")
    before = len(lesson.cues)
    fails(lesson, "class-a/board", "silent")
    lesson.later(3)
    runs(lesson, "class-a/board", "video")
    lesson.later(60)
    assert len(lesson.cues) == before


def test_one_that_stays_away_leaves_and_the_teacher_is_told_once() -> None:
    lesson = story(BOARD)
    teacher = lesson.joins("teacher", MASTER)
    lesson.joins("class-a").says("ping", sent=0)
    runs(lesson, "class-a/board", "video")
    fails(lesson, "class-a/board", "wrong_password")
    lesson.later(20)
    fails(lesson, "class-a/board", "wrong_password")
    lesson.later(20)
    said = [each for each in teacher.heard if isinstance(each, ErrorMessage)]
    assert [each.code for each in said] == ["camera_away"]
    assert "黑板: wrong_password" in said[0].text
    assert "class-a/board" not in lesson.state.sources


def test_it_comes_back_by_itself() -> None:
    lesson = story(BOARD)
    lesson.joins("class-a")
    fails(lesson, "class-a/board")
    lesson.later(40)
    runs(lesson, "class-a/board", "video")
    assert "class-a/board" in lesson.state.sources


def test_a_page_that_publishes_the_same_kind_takes_its_place() -> None:
    lesson = story(TEACHERS)
    teacher = lesson.joins("teacher", MASTER)
    runs(lesson, "teacher/camera", "audio", "video")
    teacher.publishes("camera")
    assert asked(lesson) == ["+teacher/camera", "-teacher/camera"]
    teacher.publishes("screen")
    assert asked(lesson)[-1] == "+teacher/camera"


def test_a_new_worker_is_asked_again() -> None:
    lesson = story(BOARD)
    lesson.joins("class-a")
    runs(lesson, "class-a/board", "video")
    lesson.loses_worker()
    lesson.gets_worker()
    assert asked(lesson)[1:] and set(asked(lesson)) == {"+class-a/board"}
    assert "class-a/board" in lesson.state.sources


def test_without_a_worker_it_is_asked_for_again_later() -> None:
    lesson = story(BOARD)
    lesson.joins("class-a")
    lesson.do(lesson.room.camera_refused("class-a/board", lesson.now))
    lesson.later(20)
    assert asked(lesson) == ["+class-a/board", "+class-a/board"]


def test_after_a_crash_what_the_worker_carries_goes_on() -> None:
    lesson = story(BOARD)
    lesson.joins("class-a")
    runs(lesson, "class-a/board", "video")
    lesson.crashes()
    lesson.gets_worker(["pull/class-a/board", "pull/gone/board"], ["class-a/board/video"])
    assert asked(lesson) == ["-gone/board"]
    lesson.has_ticket("class-a").connects()
    lesson.later(60)
    assert "class-a/board" in lesson.state.sources


def test_one_that_is_registered_during_the_lesson_is_pulled_at_once() -> None:
    lesson = story()
    lesson.joins("class-a")
    lesson.do(lesson.room.register_cameras((BOARD,), lesson.now))
    runs(lesson, "class-a/board", "video")
    lesson.do(lesson.room.register_cameras((), lesson.now))
    assert asked(lesson) == ["+class-a/board", "-class-a/board"]
    assert not lesson.state.sources


def test_the_end_of_the_lesson_stops_every_camera() -> None:
    lesson = story(BOARD, TEACHERS)
    teacher, _ = lesson.taught("class-a")
    runs(lesson, "class-a/board", "video")
    teacher.says("end_lesson")
    assert asked(lesson)[-1] == "-class-a/board"
