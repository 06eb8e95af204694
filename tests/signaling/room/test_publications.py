"""What members publish, and how long it lasts without them."""

import pytest

from signaling.commands import AcceptPublisher
from signaling.cues import SourceAdded
from signaling.messages import Ok, Published
from tests.support.room import MASTER, OBSERVER, Story


def test_a_source_appears_when_the_worker_has_accepted_it() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    answer, *_ = teacher.publishes("camera", "screen")
    assert isinstance(answer, Published)
    assert set(lesson.state.sources) == {"teacher/camera", "teacher/screen"}


def test_a_source_that_is_no_longer_listed_is_removed() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    teacher.publishes("camera", "screen")
    teacher.publishes("camera")
    assert set(lesson.state.sources) == {"teacher/camera"}


def test_an_ice_restart_is_no_event() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    teacher.publishes("camera")
    before = len(lesson.cues)
    teacher.publishes("camera")
    assert len(lesson.cues) == before


def test_a_refused_offer_publishes_nothing() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    lesson.worker_refuses = "no_codec"
    assert (
        teacher.is_refused("publish", sdp="x", sources=[{"kind": "camera", "video_mid": "0"}]) == "no_codec"
    )
    assert lesson.state.sources == {}


def test_a_code_of_the_worker_that_no_member_knows_is_put_into_words() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    lesson.worker_refuses = "bad_command"
    assert teacher.is_refused("subscribe") == "media_failed"


def test_a_source_without_microphone_has_no_sound() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.says("publish", sdp="x", sources=[{"kind": "camera", "video_mid": "0"}])
    assert not lesson.state.sources["class-a/camera"].audio


def test_sound_is_not_switched_on_where_there_is_no_microphone() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.says("publish", sdp="x", sources=[{"kind": "camera", "video_mid": "0"}])
    class_a.says("change_source", source="class-a/camera", audio=True, video=False)
    camera = lesson.state.sources["class-a/camera"]
    assert (camera.audio, camera.video) == (False, False)


def test_a_picture_is_switched_off_and_everybody_knows() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    assert isinstance(class_a.says("change_source", source="class-a/camera", audio=True, video=False)[0], Ok)
    assert teacher.sees == set()


def test_nobody_switches_another_ones_source() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    change = {"source": "teacher/camera", "audio": False, "video": False}
    assert class_a.is_refused("change_source", **change) == "unknown_source"


def test_two_sources_of_one_kind_are_refused() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    twice = [{"kind": "camera", "video_mid": "0"}, {"kind": "camera", "video_mid": "1"}]
    assert class_a.is_refused("publish", sdp="x", sources=twice) == "same_kind_twice"


def test_a_source_without_any_track_is_refused() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    assert class_a.is_refused("publish", sdp="x", sources=[{"kind": "camera"}]) == "trackless_source"


def test_an_observer_publishes_nothing() -> None:
    lesson = Story()
    inspector = lesson.joins("inspector", OBSERVER)
    assert inspector.is_refused("publish", sdp="x", sources=[]) == "not_allowed"


@pytest.mark.parametrize("state", ["closed", "failed"])
def test_sources_on_a_closed_transport_go_after_the_grace_period(state: str) -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.transport("class-a", "up", state)
    lesson.later(14)
    assert "class-a/camera" in lesson.state.sources
    lesson.later(1)
    assert "class-a/camera" not in lesson.state.sources
    assert class_a.is_present


def test_sources_on_a_lost_transport_wait_for_it() -> None:
    lesson = Story()
    lesson.taught("class-a")
    lesson.transport("class-a", "up", "lost")
    lesson.later(60)
    assert "class-a/camera" in lesson.state.sources


def test_a_reload_republishes_without_the_source_ever_leaving() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.drops()
    class_a.connects()
    class_a.publishes("camera")
    lesson.later(60)
    added = [cue for cue in lesson.cues if isinstance(cue.event, SourceAdded) and cue.by == "class-a"]
    assert len(added) == 1


def test_a_reload_without_camera_loses_its_source_after_the_grace_period() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.drops()
    class_a.connects()
    lesson.later(15)
    assert "class-a/camera" not in lesson.state.sources


def test_the_outcome_for_a_displaced_session_is_dropped() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    late = AcceptPublisher(class_a.session, "class-a", 1, "x", ())
    class_a.connects()
    class_a.publishes("camera")
    lesson.do(lesson.room.published(late, "answer", [], lesson.now))
    assert "class-a/camera" in lesson.state.sources
