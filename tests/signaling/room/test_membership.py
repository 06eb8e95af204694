"""Who is in the room, who is only briefly away, and who displaces whom."""

from signaling.commands import CloseTransports, NoteAttendance
from signaling.messages import Bye, ErrorMessage
from signaling.room import LessonFacts
from signaling.settings import RoomSettings
from signaling.state import Member
from tests.support.room import MASTER, OBSERVER, RURAL, Story


def test_whoever_joins_gets_the_whole_state() -> None:
    lesson = Story()
    lesson.joins("teacher", MASTER)
    class_a = lesson.joins("class-a")
    assert class_a.welcome.snapshot == lesson.state
    assert class_a.welcome.role is RURAL


def test_whoever_is_there_learns_who_joins() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    lesson.joins("class-a")
    assert teacher.follower.state is not None
    assert teacher.follower.state.members["class-a"].present


def test_invited_classrooms_are_listed_before_they_come() -> None:
    class_a = Member(id="class-a", name="A", role=RURAL)
    facts = LessonFacts("l1", "title", expected=(class_a,))
    assert not facts.empty_room().members["class-a"].present


def test_a_second_join_displaces_the_first() -> None:
    lesson = Story()
    first = lesson.joins("class-a")
    second = lesson.joins("class-a")
    assert first.last(Bye).code == "displaced"
    assert first.session in lesson.closed
    assert second.is_present


def test_a_late_close_of_the_old_socket_does_not_remove_the_member() -> None:
    lesson = Story()
    first = lesson.joins("class-a")
    lesson.joins("class-a")
    lesson.do(lesson.room.disconnect(first.session, lesson.now))
    lesson.later(60)
    assert first.is_present


def test_every_join_has_a_greater_epoch() -> None:
    lesson = Story()
    epochs = [lesson.joins(name).welcome.epoch for name in ("class-a", "class-b", "class-a")]
    assert epochs == sorted(set(epochs))


def test_a_lost_socket_leaves_the_member_present_for_the_grace_period() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.drops()
    lesson.later(14)
    assert class_a.is_present
    lesson.later(1)
    assert not class_a.is_present


def test_the_grace_period_is_a_setting() -> None:
    lesson = Story(RoomSettings(grace_ms=2_000))
    class_a = lesson.joins("class-a")
    class_a.drops()
    lesson.later(2)
    assert not class_a.is_present


def test_a_member_who_comes_back_in_time_keeps_floor_and_sources() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    class_a.drops()
    lesson.later(10)
    class_a.connects(up=True, down=True)
    lesson.later(60, step=20)
    assert class_a.is_open
    assert "class-a/camera" in lesson.state.sources


def test_a_member_who_stays_away_loses_sources_hand_and_floor() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    class_a.drops()
    lesson.later(15)
    assert lesson.state.floor == []
    assert "class-a/camera" not in lesson.state.sources
    assert lesson.asked(CloseTransports)[-1] == CloseTransports("class-a")


def test_leaving_keeps_no_grace_period() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.says("leave")
    assert not class_a.is_present
    assert class_a.last(Bye).code == "left"


def test_a_reconnect_is_no_second_participation() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.drops()
    lesson.later(5)
    class_a.connects()
    assert [note.present for note in lesson.asked(NoteAttendance)] == [True]


def test_attendance_tells_when_a_member_came_and_went() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    lesson.later(30)
    class_a.says("leave")
    came, went = lesson.asked(NoteAttendance)
    assert (came.present, went.present) == (True, False)
    assert went.at - came.at == 30_000


def test_a_ticket_for_another_lesson_opens_nothing() -> None:
    lesson = Story()
    stranger = lesson.has_ticket("class-a", lesson="another").connects()
    assert stranger.last(ErrorMessage).code == "ticket_foreign"
    assert stranger.session in lesson.closed
    assert lesson.room.is_empty


def test_an_expired_ticket_opens_nothing() -> None:
    lesson = Story()
    late = lesson.has_ticket("class-a")
    lesson.now += 3 * 3_600_000
    late.connects()
    assert late.last(ErrorMessage).code == "ticket_expired"


def test_a_full_room_turns_newcomers_away_but_not_those_who_return() -> None:
    lesson = Story(RoomSettings(members=1))
    class_a = lesson.joins("class-a")
    assert lesson.joins("class-b").last(ErrorMessage).code == "room_full"
    assert class_a.connects().is_present


def test_a_silent_session_is_closed_and_may_come_back() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    lesson.later(91)
    assert class_a.last(Bye).code == "idle"
    assert class_a.last(Bye).again


def test_whoever_pings_is_not_idle() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    for _ in range(10):
        lesson.later(20, step=20)
        class_a.says("ping", sent=1)
    assert not class_a.has_heard(Bye)


def test_a_ticket_with_another_role_begins_a_new_seat() -> None:
    lesson = Story()
    lesson.joins("u3", RURAL)
    assert lesson.joins("u3", OBSERVER).welcome.role is OBSERVER
    assert lesson.state.members["u3"].role is OBSERVER


def test_a_room_is_empty_when_the_last_grace_period_has_ended() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.drops()
    assert not lesson.room.is_empty
    lesson.later(15)
    assert lesson.room.is_empty
