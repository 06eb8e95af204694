"""Handing the lesson over, and sending members out."""

from signaling.messages import Bye
from signaling.reducer import stage
from signaling.tools.conduct.words import Held, Lobby
from tests.support.room import MASTER, OBSERVER, Story, claims


def test_the_lesson_is_handed_to_another_teacher_who_gets_the_stage() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    second = lesson.joins("second", MASTER)
    second.publishes("camera")
    teacher.says("hand_over", member="second")
    assert lesson.state.conduct.lead == "second"
    assert stage(lesson.state) == "second/camera"


def test_whoever_led_stays_as_a_second_teacher() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.joins("second", MASTER)
    teacher.says("hand_over", member="second")
    assert teacher.is_refused("give_floor", member="class-a") is None


def test_a_second_teacher_takes_over_while_the_first_is_away() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    second = lesson.joins("second", MASTER)
    teacher.drops()
    lesson.later(20)
    second.says("hand_over", member="second")
    assert lesson.state.conduct.lead == "second"
    teacher.connects()
    assert lesson.state.conduct.lead == "second"


def test_only_a_teacher_who_is_here_can_lead() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    second = lesson.joins("second", MASTER)
    second.says("leave")
    assert teacher.is_refused("hand_over", member="second") == "unknown_member"
    assert teacher.is_refused("hand_over", member="class-a") == "not_a_teacher"


def test_whoever_is_removed_is_told_so_and_everything_of_it_goes() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    teacher.says("remove_member", member="class-a")
    assert class_a.last(Bye).code == "removed"
    assert not class_a.last(Bye).again
    assert lesson.state.floor == []
    assert "class-a/camera" not in lesson.state.sources


def test_whoever_was_removed_comes_to_the_lobby_also_after_a_crash() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("remove_member", member="class-a")
    lesson.crashes()
    assert class_a.connects().last(Held).reason == "removed"


def test_let_in_again_it_is_as_before() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("remove_member", member="class-a")
    class_a.connects()
    teacher.says("admit", knock=teacher.last(Lobby).waiting[0].knock)
    assert lesson.state.conduct.removed == []
    class_a.says("leave")
    assert class_a.connects().is_present


def test_nobody_removes_oneself_or_whoever_leads() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    second = lesson.joins("second", MASTER)
    teacher.says("hand_over", member="second")
    assert teacher.is_refused("remove_member", member="second") == "not_the_lead"
    assert second.is_refused("remove_member", member="second") == "not_oneself"
    assert second.is_refused("remove_member", member="teacher") is None


def test_the_first_teacher_leads_until_the_lesson_is_handed_over() -> None:
    lesson = Story()
    lesson.taught("class-a")
    second = lesson.joins("second", MASTER)
    assert second.is_refused("remove_member", member="teacher") == "not_the_lead"
    second.says("hand_over", member="second")
    assert second.is_refused("remove_member", member="teacher") is None


def test_whoever_is_removed_watches_by_no_player_either() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    for member in ("class-a", "guest"):
        bearer = claims(member, OBSERVER)
        lesson.do(lesson.room.exchanges.open_viewer(f"whep/{member}/1", bearer, 1, lesson.now))
    teacher.says("remove_member", member="class-a")
    assert "whep/class-a/1" in lesson.closed
    assert "whep/guest/1" not in lesson.closed


def test_an_observer_is_removed_like_anybody() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    inspector = lesson.joins("inspector", OBSERVER)
    teacher.says("remove_member", member="inspector")
    assert not inspector.is_present
    assert inspector.connects().has_heard(Held)


def test_somebody_who_is_away_can_be_removed_too() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.drops()
    teacher.says("remove_member", member="class-a")
    assert class_a.connects().has_heard(Held)


def test_a_stranger_is_not_in_the_room_to_be_removed() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    assert teacher.is_refused("remove_member", member="nobody") == "unknown_member"
