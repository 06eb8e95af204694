"""Whoever is late, unknown or was sent out waits until a master has decided."""

from signaling.messages import Bye, CueMessage, ErrorMessage, Ping, Pong, Welcome
from signaling.room.lobby import PEACE_MS
from signaling.settings import RoomSettings
from signaling.tools.conduct.limits import ConductLimits
from signaling.tools.conduct.words import Held, Lobby
from tests.support.person import Person
from tests.support.room import MASTER, OBSERVER, RURAL, Story, claims


def stranger(lesson: Story, name: str) -> Person:
    """Somebody with a ticket that leads to the lobby."""
    person = Person(lesson, claims(name).model_copy(update={"lobby": True}))
    lesson.people.append(person)
    return person.connects()


def knock(lesson: Story, teacher: Person) -> str:
    return teacher.last(Lobby).waiting[-1].knock


def test_a_stranger_waits_and_learns_nothing_of_the_lesson() -> None:
    lesson = Story()
    _teacher, class_a = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    class_a.says("raise_hand")
    assert guest.last(Held).reason == "stranger"
    assert not guest.has_heard(Welcome)
    assert not guest.has_heard(CueMessage)
    assert "guest" not in lesson.state.members


def test_the_masters_learn_who_waits() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    stranger(lesson, "guest")
    waiting = teacher.last(Lobby).waiting
    assert [(each.name, each.reason, each.since) for each in waiting] == [("Guest", "stranger", lesson.now)]
    assert not class_a.has_heard(Lobby)


def test_a_master_who_comes_later_learns_it_too() -> None:
    lesson = Story()
    stranger(lesson, "guest")
    teacher = lesson.joins("teacher", MASTER)
    lesson.later(1)
    assert len(teacher.last(Lobby).waiting) == 1


def test_whoever_is_admitted_is_welcomed_on_the_same_websocket() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    teacher.says("admit", knock=knock(lesson, teacher))
    assert guest.welcome.snapshot == lesson.state
    assert guest.is_refused("raise_hand") is None
    assert teacher.last(Lobby).waiting == []


def test_whoever_is_declined_is_seen_off_and_not_heard_for_a_while() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    teacher.says("decline", knock=knock(lesson, teacher))
    assert guest.last(Bye).code == "declined"
    guest.connects()
    assert guest.last(ErrorMessage).code == "declined"
    lesson.later(PEACE_MS / 1000, step=10)
    assert guest.connects().has_heard(Held)


def test_of_two_masters_the_first_decides() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    second = lesson.joins("second", MASTER)
    stranger(lesson, "guest")
    number = knock(lesson, teacher)
    teacher.says("admit", knock=number)
    assert second.is_refused("decline", knock=number) == "nobody_knocks"
    assert second.is_refused("admit", knock=number) == "nobody_knocks"


def test_a_page_that_reconnects_keeps_its_place_at_the_door() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    number = knock(lesson, teacher)
    guest.drops()
    lesson.later(10)
    guest.connects()
    assert knock(lesson, teacher) == number


def test_whoever_is_admitted_while_the_page_is_away_comes_in_on_its_return() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    guest.drops()
    teacher.says("admit", knock=knock(lesson, teacher))
    assert guest.connects().is_present


def test_whoever_was_admitted_and_is_removed_waits_again() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    teacher.says("admit", knock=knock(lesson, teacher))
    teacher.says("remove_member", member="guest")
    assert guest.connects().last(Held).reason == "removed"
    assert "guest" in lesson.state.conduct.removed


def test_whoever_gives_up_is_taken_off_the_list() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    guest.drops()
    lesson.later(15)
    assert teacher.last(Lobby).waiting == []


def test_saying_good_bye_ends_the_waiting_at_once() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    stranger(lesson, "guest").says("leave")
    lesson.later(1)
    assert teacher.last(Lobby).waiting == []


def test_a_second_page_of_the_same_person_displaces_the_first() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    first = stranger(lesson, "guest")
    second = stranger(lesson, "guest")
    assert first.last(Bye).code == "displaced"
    assert second.has_heard(Held)
    assert len(teacher.last(Lobby).waiting) == 1


def test_in_the_lobby_nothing_is_heard_but_pings() -> None:
    lesson = Story()
    guest = stranger(lesson, "guest")
    assert guest.is_refused("raise_hand") == "wrong_state"
    guest.says(Ping(sent=1).type, sent=1)
    assert guest.has_heard(Pong)


def test_nobody_waits_for_ever() -> None:
    lesson = Story(RoomSettings(conduct=ConductLimits(knock_ms=60_000)))
    guest = stranger(lesson, "guest")
    for _ in range(6):
        lesson.later(10, step=10)
        guest.says("ping", sent=1)
    assert guest.last(Bye).code == "knock_expired"


def test_a_full_lobby_sends_newcomers_away() -> None:
    lesson = Story(RoomSettings(conduct=ConductLimits(knocks=1)))
    stranger(lesson, "guest")
    assert stranger(lesson, "another").last(ErrorMessage).code == "lobby_full"


def test_the_end_of_the_lesson_is_told_at_the_door_too() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    teacher.says("end_lesson")
    assert guest.last(Bye).code == "lesson_over"


def test_a_classroom_that_comes_late_and_is_not_expected_waits() -> None:
    lesson = Story(RoomSettings(conduct=ConductLimits(late_ms=600_000)))
    _teacher, _ = lesson.taught("class-a")
    assert lesson.joins("class-b").is_present
    lesson.now += 600_000
    assert lesson.joins("class-c").last(Held).reason == "late"
    assert lesson.joins("inspector", OBSERVER).is_present


def test_whoever_was_here_before_is_never_late() -> None:
    lesson = Story(RoomSettings(conduct=ConductLimits(late_ms=600_000)))
    _teacher, class_a = lesson.taught("class-a")
    class_a.says("leave")
    lesson.now += 600_000
    assert class_a.connects().is_present


def test_a_full_room_admits_nobody_and_the_guest_goes_on_waiting() -> None:
    lesson = Story(RoomSettings(members=2))
    teacher, class_a = lesson.taught("class-a")
    class_a.says("leave")
    guest = stranger(lesson, "guest")
    lesson.joins("class-b")
    assert teacher.is_refused("admit", knock=knock(lesson, teacher)) == "room_full"
    assert len(teacher.last(Lobby).waiting) == 1
    assert not guest.has_heard(Welcome)


def test_a_stranger_neither_publishes_nor_watches_past_the_lobby() -> None:
    lesson = Story()
    lesson.taught("class-a")
    bearer = claims("guest").model_copy(update={"lobby": True})
    refused = lesson.room.exchanges.refusal(bearer, "publish")
    assert refused is not None
    assert refused.code == "not_admitted"


def test_a_classroom_does_not_open_the_door() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    assert class_a.is_refused("admit", knock="k1") == "not_allowed"


def test_the_role_of_the_ticket_is_kept_through_the_lobby() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    guest = stranger(lesson, "guest")
    teacher.says("admit", knock=knock(lesson, teacher))
    assert guest.welcome.role is RURAL
