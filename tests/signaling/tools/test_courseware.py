"""Courseware on every screen: pages, clips, and documents that come and go."""

from signaling.settings import RoomSettings
from signaling.tools.courseware.limits import CoursewareLimits
from signaling.tools.courseware.state import Document, DocumentKind
from tests.signaling.room.test_research import research
from tests.support.person import Person
from tests.support.room import MASTER, OBSERVER, Story

SLIDES = Document(id="d1", kind=DocumentKind.SLIDES, title="荷塘月色", pages=12, width=1920, height=1080)
FILM = Document(id="c1", kind=DocumentKind.VIDEO, title="朗读", width=1280, height=720, duration_ms=90_000)
SOUND = Document(id="c2", kind=DocumentKind.AUDIO, title="配乐", duration_ms=60_000)


def lesson_with(*documents: Document) -> tuple[Story, Person]:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.do(lesson.room.register_documents(documents, lesson.now))
    return lesson, teacher


def test_a_page_is_shown_to_everybody() -> None:
    lesson, teacher = lesson_with(SLIDES)
    teacher.says("show_page", document="d1", page=12)
    assert lesson.state.courseware.shown is not None
    assert lesson.state.courseware.shown.page == 12


def test_a_page_that_is_in_view_is_not_shown_twice() -> None:
    lesson, teacher = lesson_with(SLIDES)
    teacher.says("show_page", document="d1", page=3)
    cues = len(lesson.cues)
    teacher.says("show_page", document="d1", page=3)
    assert len(lesson.cues) == cues


def test_what_is_not_there_cannot_be_shown_or_played() -> None:
    _, teacher = lesson_with(SLIDES, FILM)
    assert teacher.is_refused("show_page", document="d9", page=1) == "document_gone"
    assert teacher.is_refused("show_page", document="d1", page=13) == "no_such_page"
    assert teacher.is_refused("show_page", document="c1", page=1) == "not_pages"
    assert teacher.is_refused("play_clip", document="d9") == "document_gone"
    assert teacher.is_refused("play_clip", document="d1") == "not_a_clip"


def test_the_teacher_tries_pages_before_the_lesson_begins() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    lesson.do(lesson.room.register_documents([SLIDES], lesson.now))
    assert teacher.is_refused("show_page", document="d1", page=2) is None


def test_a_classroom_and_an_observer_turn_no_pages() -> None:
    lesson, _ = lesson_with(SLIDES)
    class_b, observer = lesson.joins("class-b"), lesson.joins("visitor", OBSERVER)
    assert class_b.is_refused("show_page", document="d1", page=1) == "not_allowed"
    assert observer.is_refused("hide_courseware") == "not_allowed"


def test_in_a_research_room_whoever_speaks_turns_pages() -> None:
    lesson = research()
    teacher, class_a, class_b = lesson.taught("class-a", "class-b")
    lesson.do(lesson.room.register_documents([SLIDES], lesson.now))
    teacher.says("give_floor", member="class-a")
    assert class_a.is_refused("show_page", document="d1", page=2) is None
    assert class_b.is_refused("show_page", document="d1", page=3) == "not_allowed"


def test_a_clip_starts_a_little_later_so_that_all_start_together() -> None:
    lesson, teacher = lesson_with(FILM)
    teacher.says("play_clip", document="c1", position_ms=5000)
    clip = lesson.state.courseware.clip
    assert clip is not None and clip.playing
    assert clip.at == lesson.now + lesson.settings.courseware.lead_ms


def test_a_clip_pauses_where_it_is_by_the_servers_clock() -> None:
    lesson, teacher = lesson_with(FILM)
    teacher.says("play_clip", document="c1", position_ms=5000)
    lesson.later(10)
    teacher.says("pause_clip")
    clip = lesson.state.courseware.clip
    assert clip is not None and not clip.playing
    assert clip.position_ms == 15_000 - lesson.settings.courseware.lead_ms


def test_a_clip_does_not_pause_behind_its_end() -> None:
    lesson, teacher = lesson_with(FILM)
    teacher.says("play_clip", document="c1", position_ms=89_000)
    lesson.later(10)
    teacher.says("pause_clip")
    assert lesson.state.courseware.clip is not None
    assert lesson.state.courseware.clip.position_ms == 90_000


def test_a_paused_clip_is_moved_and_a_second_pause_is_nothing() -> None:
    lesson, teacher = lesson_with(FILM)
    teacher.says("play_clip", document="c1")
    teacher.says("pause_clip")
    cues = len(lesson.cues)
    teacher.says("pause_clip")
    assert len(lesson.cues) == cues
    teacher.says("pause_clip", position_ms=30_000)
    assert lesson.state.courseware.clip is not None
    assert lesson.state.courseware.clip.position_ms == 30_000


def test_a_page_closes_a_film_and_leaves_sound_playing() -> None:
    lesson, teacher = lesson_with(SLIDES, FILM, SOUND)
    teacher.says("play_clip", document="c1")
    teacher.says("show_page", document="d1", page=1)
    assert lesson.state.courseware.clip is None
    teacher.says("play_clip", document="c2")
    teacher.says("show_page", document="d1", page=2)
    assert lesson.state.courseware.clip is not None


def test_a_document_that_is_removed_disappears_from_all_screens() -> None:
    lesson, teacher = lesson_with(SLIDES, SOUND)
    teacher.says("show_page", document="d1", page=2)
    lesson.do(lesson.room.register_documents([SOUND], lesson.now))
    assert lesson.state.courseware.shown is None
    assert list(lesson.state.courseware.documents) == ["c2"]


def test_a_room_that_is_recovered_says_nothing_twice() -> None:
    lesson, _ = lesson_with(SLIDES, FILM)
    cues = len(lesson.cues)
    lesson.crashes()
    lesson.do(lesson.room.register_documents([SLIDES, FILM], lesson.now))
    assert len(lesson.cues) == cues


def test_a_document_with_another_title_replaces_itself() -> None:
    lesson, _ = lesson_with(SLIDES, FILM)
    renamed = SLIDES.model_copy(update={"title": "荷塘月色（二）"})
    lesson.do(lesson.room.register_documents([renamed, FILM], lesson.now))
    assert list(lesson.state.courseware.documents.values()) == [renamed, FILM]


def test_a_room_takes_so_many_documents_and_no_more() -> None:
    lesson = Story(RoomSettings(courseware=CoursewareLimits(documents=1)))
    lesson.joins("teacher", MASTER)
    lesson.do(lesson.room.register_documents([SLIDES, FILM], lesson.now))
    assert list(lesson.state.courseware.documents) == ["d1"]


def test_a_lesson_that_is_over_gets_no_more_documents() -> None:
    lesson, teacher = lesson_with(SLIDES)
    teacher.says("end_lesson")
    assert lesson.room.register_documents([SLIDES, FILM], lesson.now) == []
