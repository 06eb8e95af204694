"""Coming back with what one still has."""

from signaling.messages import Resume
from signaling.settings import RoomSettings
from tests.support.room import MASTER, Story


def test_a_returning_member_gets_only_the_cues_it_has_missed() -> None:
    lesson = Story()
    teacher, class_a, _ = lesson.taught("class-a", "class-b")
    class_a.drops()
    teacher.says("give_floor", member="class-b")
    class_a.connects()
    assert class_a.welcome.snapshot is None
    assert [cue.event.type for cue in class_a.welcome.cues] == ["floor_given"]
    assert class_a.follower.state == lesson.state


def test_whoever_was_away_too_long_gets_the_whole_state() -> None:
    lesson = Story(RoomSettings(resumable_cues=3))
    teacher, class_a = lesson.taught("class-a")
    class_a.drops()
    for _ in range(2):
        teacher.says("change_source", source="teacher/camera", audio=False, video=True)
        teacher.says("change_source", source="teacher/camera", audio=True, video=True)
    class_a.connects()
    assert class_a.welcome.snapshot == lesson.state


def test_whoever_was_away_for_ten_minutes_has_missed_nothing() -> None:
    lesson = Story()
    teacher, class_a, _ = lesson.taught("class-a", "class-b")
    class_a.says("raise_hand")
    class_a.drops()
    teacher.says("show_board")
    teacher.says("give_floor", member="class-b")
    lesson.later(600)
    teacher.says("ring_bell")
    class_a.connects()
    assert class_a.follower.state == lesson.state
    assert class_a.is_present
    assert lesson.state.hands == []


def test_a_claim_to_cues_that_are_not_yet_gets_the_whole_state() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.follower.cue = 99
    class_a.connects()
    assert class_a.welcome.snapshot == lesson.state


def test_connections_that_live_are_kept() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.drops()
    class_a.connects(up=True, down=True)
    assert (class_a.welcome.kept.up, class_a.welcome.kept.down) == (True, True)
    assert class_a.sees == {"teacher/camera"}


def test_connections_that_the_worker_has_closed_are_not_kept() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.transport("class-a", "up", "failed")
    class_a.drops()
    class_a.connects(up=True, down=True)
    assert (class_a.welcome.kept.up, class_a.welcome.kept.down) == (False, True)


def test_a_displaced_page_does_not_take_over_its_successors_connections() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    old = class_a.welcome.epoch
    class_a.connects()
    class_a.publishes("camera")
    class_a.follower.epoch = old
    class_a.connects(up=True)
    assert not class_a.welcome.kept.up


def test_resuming_in_another_life_of_the_room_needs_cues_that_were_stored() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    had = Resume(epoch=class_a.welcome.epoch, cue=class_a.follower.cue)
    lesson.crashes(stored=had.cue - 2)
    lesson.now += 2_000
    for _ in range(3):
        lesson.has_ticket("class-x").connects().says("leave")
    class_a.connects()
    assert class_a.welcome.snapshot == lesson.state
    assert teacher.follower.cue == had.cue


def test_resuming_after_a_crash_that_lost_nothing_needs_no_snapshot() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.crashes()
    lesson.now += 2_000
    class_a.connects()
    assert class_a.welcome.snapshot is None


def test_the_master_may_resume_too() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    teacher.drops()
    lesson.joins("class-a")
    assert [cue.event.type for cue in teacher.connects().welcome.cues] == ["member_joined"]
