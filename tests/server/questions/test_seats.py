"""Who has which seat."""

from dataclasses import replace

from server.questions.passes import Pupil
from server.questions.seats import HELD_MS, Seats, Sitting

PUPIL = Pupil("lesson", "k7", 12, "device-0001")
OTHER = replace(PUPIL, device="device-0002")


def test_a_seat_is_free_again_when_its_phone_has_been_gone_for_a_while() -> None:
    seats = Seats(10)
    seats.sit(PUPIL, 0)
    assert seats.sit(OTHER, HELD_MS - 1) == "seat_taken"
    assert isinstance(seats.sit(OTHER, HELD_MS), Sitting)


def test_a_connected_phone_keeps_its_seat() -> None:
    seats = Seats(10)
    sitting = seats.sit(PUPIL, 0)
    assert isinstance(sitting, Sitting)
    sitting.streams = 1
    assert seats.sit(OTHER, 10 * HELD_MS) == "seat_taken"


def test_a_phone_that_was_sent_away_comes_back_only_when_its_pupil_types_a_seat() -> None:
    seats = Seats(10)
    seats.sit(PUPIL, 0)
    assert seats.release("k7", 12)
    assert seats.sit(PUPIL, 1) == "seat_released"
    assert isinstance(seats.sit(replace(PUPIL, seat=13), 2, anew=True), Sitting)


def test_a_lesson_has_only_so_many_phones() -> None:
    seats = Seats(1)
    seats.sit(PUPIL, 0)
    assert seats.sit(replace(OTHER, seat=13), 0) == "too_many_phones"


def test_a_seat_that_is_free_can_t_be_freed() -> None:
    assert not Seats(10).release("k7", 12)
