"""What a member had only begun with the media worker is closed as soon as the member has gone."""

import pytest

from signaling.commands import CloseTransports
from signaling.messages import Published
from tests.support.room import Story


@pytest.mark.parametrize(
    ("message", "closed"),
    [
        ("publish", CloseTransports("class-a", down=False)),
        ("subscribe", CloseTransports("class-a", up=False)),
    ],
)
def test_a_negotiation_under_way_is_closed_when_the_socket_closes(
    message: str, closed: CloseTransports
) -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    lesson.worker_is_silent = True
    class_a.publishes("camera") if message == "publish" else class_a.says("subscribe")
    class_a.drops()
    assert lesson.asked(CloseTransports) == [closed]


def test_an_offer_that_nobody_will_answer_is_closed() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.says("subscribe")
    class_a.drops()
    assert lesson.asked(CloseTransports) == [CloseTransports("class-a", up=False)]


def test_a_reload_closes_what_the_page_before_had_begun_and_not_its_own() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    lesson.worker_is_silent = True
    class_a.publishes("camera")
    lesson.worker_is_silent = False
    class_a.connects()
    assert isinstance(class_a.publishes("camera")[0], Published)
    class_a.drops()
    assert lesson.asked(CloseTransports) == [CloseTransports("class-a", down=False)]


def test_a_link_that_stands_waits_for_its_members_return_whatever_was_being_changed() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    lesson.worker_is_silent = True
    class_a.publishes("camera", "screen")
    class_a.says("subscribe", restart=True)
    class_a.drops()
    assert lesson.asked(CloseTransports) == []
