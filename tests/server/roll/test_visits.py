"""Who was in a lesson and for how long, from what was noted."""

from __future__ import annotations

from server.data.models import Attendance
from server.roll.visits import Visit, attendants


def note(member: str, present: bool, at: int) -> Attendance:
    return Attendance(
        lesson_id="l1", member=member, name=member.title(), role="rural", present=present, at=at
    )


def test_coming_again_is_a_second_visit_of_the_same_participant() -> None:
    (who,) = attendants([note("a", True, 10), note("a", False, 20), note("a", True, 30)], 50)
    assert who.visits == [Visit(10, 20), Visit(30, 50)]
    assert who.present_ms(99) == 30


def test_a_restart_of_the_server_does_not_end_a_visit() -> None:
    (who,) = attendants([note("a", True, 10), note("a", True, 20), note("a", False, 40)], None)
    assert who.visits == [Visit(10, 40)]


def test_whoever_is_still_there_is_counted_until_now() -> None:
    (who,) = attendants([note("a", True, 10)], None)
    assert who.visits == [Visit(10)]
    assert who.present_ms(25) == 15


def test_leaving_without_having_come_is_nothing() -> None:
    (who,) = attendants([note("a", False, 10)], None)
    assert who.visits == []


def test_they_are_listed_in_order_of_coming() -> None:
    found = attendants([note("b", True, 1), note("a", True, 2), note("b", False, 3)], 9)
    assert [who.member for who in found] == ["b", "a"]
