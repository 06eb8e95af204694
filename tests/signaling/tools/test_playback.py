"""A recording that is watched together: steered by the host, in the same place on all screens."""

from signaling.room import LessonFacts
from signaling.tools.chat.state import ChatMode
from signaling.tools.playback.reducing import position_of
from signaling.tools.playback.state import OpenPlayback, Playable
from tests.support.person import Person
from tests.support.room import Story

RECORDING = Playable(recording="r1", title="荷塘月色", duration_ms=90_000)
OTHER = Playable(recording="r2", title="背影", duration_ms=60_000)


def watching(*playables: Playable) -> tuple[Story, Person]:
    lesson = Story()
    host, _ = lesson.taught("class-a")
    lesson.do(lesson.room.register_documents((), lesson.now, playables or (RECORDING,)))
    host.says("open_playback", recording="r1")
    return lesson, host


def current(lesson: Story) -> OpenPlayback:
    assert lesson.state.playback.current is not None
    return lesson.state.playback.current


def place(lesson: Story) -> int:
    return position_of(current(lesson), lesson.now)


def test_an_opened_recording_stands_at_its_beginning() -> None:
    lesson, _ = watching()
    assert (current(lesson).playing, place(lesson)) == (False, 0)


def test_all_start_a_little_later_than_the_wish() -> None:
    lesson, host = watching()
    host.says("start_playback")
    assert current(lesson).at == lesson.now + 600
    lesson.later(2.6)
    assert place(lesson) == 2_000


def test_a_pause_stands_where_the_servers_clock_says() -> None:
    lesson, host = watching()
    host.says("start_playback", position_ms=10_000)
    lesson.later(5.6)
    host.says("pause_playback")
    lesson.later(60)
    assert place(lesson) == 15_000


def test_a_jump_while_it_stands_does_not_start_it() -> None:
    lesson, host = watching()
    host.says("pause_playback", position_ms=30_000)
    assert (current(lesson).playing, place(lesson)) == (False, 30_000)


def test_another_speed_changes_no_place() -> None:
    lesson, host = watching()
    host.says("start_playback")
    lesson.later(10.6)
    host.says("set_playback_speed", speed=150)
    assert place(lesson) == 10_000
    lesson.later(2)
    assert place(lesson) == 13_000


def test_another_speed_while_it_stands_counts_when_it_goes_on() -> None:
    lesson, host = watching()
    host.says("set_playback_speed", speed=200)
    host.says("start_playback")
    lesson.later(1.6)
    assert place(lesson) == 2_000


def test_at_its_end_it_begins_anew() -> None:
    lesson, host = watching()
    host.says("start_playback", position_ms=89_000)
    lesson.later(10)
    host.says("start_playback")
    assert current(lesson).position_ms == 0


def test_starting_what_plays_changes_nothing() -> None:
    lesson, host = watching()
    host.says("start_playback")
    lesson.later(3)
    cues = len(lesson.cues)
    host.says("start_playback")
    assert len(lesson.cues) == cues


def test_no_jump_goes_past_the_end() -> None:
    lesson, host = watching()
    host.says("start_playback", position_ms=1_000_000)
    assert current(lesson).position_ms == 90_000


def test_hidden_it_is_shown_again_where_it_stood() -> None:
    lesson, host = watching()
    host.says("start_playback")
    lesson.later(4.6)
    host.says("hide_playback")
    assert (current(lesson).shown, current(lesson).playing) == (False, False)
    lesson.later(60)
    host.says("open_playback", recording="r1")
    assert (current(lesson).shown, place(lesson)) == (True, 4_000)


def test_another_recording_takes_its_place() -> None:
    lesson, host = watching(RECORDING, OTHER)
    host.says("open_playback", recording="r2")
    assert current(lesson).recording == "r2"


def test_what_the_lesson_may_not_watch_is_refused() -> None:
    _, host = watching()
    assert host.is_refused("open_playback", recording="r9") == "recording_gone"


def test_without_an_open_recording_nothing_can_be_steered() -> None:
    _, host = watching()
    host.says("close_playback")
    assert host.is_refused("start_playback") == "nothing_open"
    assert host.is_refused("set_playback_speed", speed=50) == "nothing_open"


def test_a_withdrawn_recording_disappears_from_all_screens() -> None:
    lesson, _ = watching(RECORDING, OTHER)
    lesson.do(lesson.room.register_documents((), lesson.now, [OTHER]))
    assert lesson.state.playback.current is None
    assert list(lesson.state.playback.recordings) == ["r2"]


def test_only_the_host_steers() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    assert class_a.is_refused("start_playback") == "not_allowed"


def test_whoever_comes_late_finds_it_in_the_same_place() -> None:
    lesson, host = watching()
    host.says("start_playback")
    lesson.later(30)
    late = lesson.joins("class-b")
    assert late.follower.state is not None
    assert late.follower.state.playback == lesson.state.playback


def test_where_a_recording_is_watched_everybody_may_write() -> None:
    facts = LessonFacts("l1", "观摩", form="observation")
    assert facts.empty_room().chat.mode is ChatMode.ALL
