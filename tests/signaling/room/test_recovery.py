"""The control process or the media worker dies in mid-lesson."""

from signaling.commands import CloseTransports, NoteAttendance, Record, Route
from signaling.messages import MediaLost
from signaling.state import RecordingState
from tests.support.room import Story

CARRIED = ["teacher/up", "teacher/down", "class-a/up", "class-a/down"]
PRODUCERS = ["teacher/camera/audio", "teacher/camera/video", "class-a/camera/audio", "class-a/camera/video"]


def test_a_recovered_room_has_the_state_of_its_stored_cues() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    before = lesson.state
    lesson.crashes()
    assert lesson.state == before


def test_after_a_crash_members_have_the_grace_period_to_come_back() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.crashes()
    class_a.connects()
    lesson.later(15)
    assert class_a.is_present
    assert not lesson.state.members["teacher"].present
    assert lesson.asked(NoteAttendance)[-1].member == "teacher"


def test_media_flows_on_through_a_restart_of_the_control_process() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.crashes()
    lesson.gets_worker(CARRIED, PRODUCERS)
    class_a.connects(up=True, down=True)
    assert (class_a.welcome.kept.up, class_a.welcome.kept.down) == (True, True)
    assert class_a.sees == {"teacher/camera"}
    assert lesson.asked(CloseTransports) == []


def test_whoever_returns_before_the_worker_is_believed() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.crashes()
    class_a.connects(up=True, down=True)
    lesson.gets_worker(CARRIED, PRODUCERS)
    assert class_a.welcome.kept.up
    assert not class_a.has_heard(MediaLost)


def test_whoever_believed_wrongly_builds_anew() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.crashes()
    class_a.connects(up=True, down=True)
    lesson.gets_worker()
    assert class_a.last(MediaLost).up
    assert class_a.last(MediaLost).down


def test_a_recovered_room_orders_the_recorder_when_the_worker_is_there() -> None:
    lesson = Story()
    lesson.taught("class-a")
    lesson.crashes()
    lesson.gets_worker(CARRIED, PRODUCERS)
    assert "teacher/camera/audio" in lesson.recorded


def test_a_reload_during_the_crash_closes_what_the_worker_still_carries() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.crashes()
    class_a.connects()
    assert lesson.asked(CloseTransports) == [CloseTransports("class-a")]


def test_a_lost_worker_is_said_to_all_who_had_media() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    without_media = lesson.joins("class-b")
    lesson.loses_worker()
    assert (class_a.last(MediaLost).up, class_a.last(MediaLost).down) == (True, True)
    assert not without_media.has_heard(MediaLost)


def test_a_lost_worker_interrupts_the_recording_until_there_is_another() -> None:
    lesson = Story()
    lesson.taught("class-a")
    lesson.loses_worker()
    assert lesson.state.lesson.recording_reason == "worker_lost"
    orders = len(lesson.asked(Record))
    lesson.gets_worker()
    assert lesson.state.lesson.recording is RecordingState.ON
    assert len(lesson.asked(Record)) == orders + 1


def test_a_new_worker_is_routed_once_the_members_are_back() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.loses_worker()
    lesson.gets_worker()
    before = len(lesson.asked(Route))
    class_a.subscribes()
    assert [route.member for route in lesson.asked(Route)[before:]] == ["class-a"]


def test_whoever_was_refused_for_want_of_a_worker_is_told_when_there_is_one() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    lesson.worker_refuses = "no_worker"
    class_a.publishes("camera")
    assert not class_a.has_heard(MediaLost)
    lesson.gets_worker()
    assert (class_a.last(MediaLost).up, class_a.last(MediaLost).down) == (True, False)


def test_the_first_worker_of_a_room_disturbs_nobody() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    fresh = lesson.joins("class-b")
    lesson.gets_worker(CARRIED, PRODUCERS)
    assert not class_a.has_heard(MediaLost)
    assert not fresh.has_heard(MediaLost)


def test_sources_outlive_a_worker_by_the_grace_period() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.loses_worker()
    lesson.later(10)
    class_a.publishes("camera")
    lesson.later(10)
    assert set(lesson.state.sources) == {"class-a/camera"}


def test_receivers_on_other_workers_outlive_the_rooms_own() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.do(lesson.room.worker_lost(lesson.now, kept=["class-a/down"]))
    assert class_a.last(MediaLost) == MediaLost(up=True, down=False)
    assert teacher.last(MediaLost) == MediaLost(up=True, down=True)


def test_only_the_receivers_of_a_lost_worker_build_anew() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.do(lesson.room.receivers_lost(["class-a/down"], lesson.now))
    assert class_a.last(MediaLost) == MediaLost(up=False, down=True)
    assert not teacher.has_heard(MediaLost)
