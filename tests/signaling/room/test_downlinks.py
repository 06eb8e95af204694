"""Negotiating a down-link once, and switching its slots without negotiating again."""

from signaling.commands import AcceptAnswer, CloseTransports, OfferSlots, Route
from signaling.messages import MediaLost, Offer, Slots
from signaling.settings import RoomSettings
from tests.support.room import MASTER, OBSERVER, Story


def test_a_master_is_offered_ten_slots_and_a_classroom_four() -> None:
    lesson = Story()
    lesson.joins("teacher", MASTER).says("subscribe")
    lesson.joins("class-a").says("subscribe")
    assert [asked.slots for asked in lesson.asked(OfferSlots)] == [10, 4]


def test_nothing_is_routed_before_the_answer() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    class_a.says("subscribe")
    asked = len(lesson.asked(Route))
    teacher.says("give_floor", member="class-a")
    assert class_a.id not in [route.member for route in lesson.asked(Route)[asked:]]


def test_a_route_is_sent_only_when_it_has_changed() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    before = len(lesson.asked(Route))
    class_a.says("raise_hand")
    teacher.says("ping", sent=1)
    lesson.later(5)
    assert len(lesson.asked(Route)) == before


def test_calling_on_a_classroom_routes_its_sound_to_the_others() -> None:
    lesson = Story()
    teacher, class_a, class_b = lesson.taught("class-a", "class-b")
    teacher.says("give_floor", member="class-a")
    assert "class-a/camera" in class_b.hears
    assert "class-a/camera" in teacher.hears
    assert "class-a/camera" not in class_a.sees


def test_a_route_says_the_same_as_the_member_was_told() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    routed = [
        (slot.slot, slot.audio is not None, slot.video is not None) for slot in lesson.routes["teacher"].slots
    ]
    assert routed == [(slot.slot, slot.audio, slot.video) for slot in teacher.slots]


def test_a_stale_answer_is_refused() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    class_a.says("subscribe")
    stale = class_a.last(Offer).negotiation
    class_a.says("subscribe")
    assert class_a.is_refused("answer", negotiation=stale, sdp="x") == "stale_negotiation"


def test_an_ice_restart_keeps_slots_and_routes() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    before = len(lesson.asked(CloseTransports))
    class_a.says("subscribe", restart=True)
    assert lesson.asked(OfferSlots)[-1].restart
    assert len(lesson.asked(CloseTransports)) == before
    class_a.answers()
    assert class_a.sees == {"teacher/camera"}


def test_a_restart_of_nothing_is_a_new_down_link() -> None:
    lesson = Story()
    lesson.joins("class-a").says("subscribe", restart=True)
    assert not lesson.asked(OfferSlots)[-1].restart


def test_subscribing_anew_closes_the_old_down_link_and_routes_again() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.heard.clear()
    assert class_a.subscribes()[0].source == "teacher/camera"
    assert lesson.asked(CloseTransports)[-1] == CloseTransports("class-a", up=False, down=True)
    assert lesson.asked(Route)[-1].member == "class-a"


def test_a_masters_down_link_grows_when_there_are_more_classrooms() -> None:
    lesson = Story(RoomSettings(master_slots=2, slot_step=2))
    teacher, *_ = lesson.taught("class-a", "class-b")
    lesson.joins("class-c").publishes("camera")
    assert lesson.asked(OfferSlots)[-1].slots == 4
    teacher.answers()
    assert teacher.sees == {"class-a/camera", "class-b/camera", "class-c/camera"}


def test_a_down_link_that_has_grown_keeps_its_slots_over_a_crash() -> None:
    lesson = Story(RoomSettings(master_slots=1, slot_step=2))
    teacher, *_ = lesson.taught("class-a", "class-b")
    lesson.crashes()
    lesson.gets_worker(["teacher/up", "teacher/down"], teacher=3)
    teacher.connects(up=True, down=True)
    assert len(teacher.slots) == len(lesson.routes["teacher"].slots) == 3


def test_a_worker_that_will_not_grow_is_asked_once() -> None:
    lesson = Story(RoomSettings(master_slots=1, slot_step=1))
    lesson.taught("class-a")
    lesson.worker_refuses, lesson.worker_refuses_these = "overloaded", (OfferSlots,)
    lesson.joins("class-b").publishes("camera")
    lesson.later(5)
    assert [asked.slots for asked in lesson.asked(OfferSlots) if asked.member == "teacher"] == [1, 2]


def test_an_answer_for_a_transport_that_the_worker_has_forgotten_ends_in_a_fresh_offer() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    class_a.says("subscribe")
    lesson.worker_refuses, lesson.worker_refuses_these = "unknown_transport", (AcceptAnswer,)
    class_a.answers()
    assert class_a.last(MediaLost) == MediaLost(up=False, down=True)
    lesson.worker_refuses = None
    assert class_a.subscribes()[0].source == "teacher/camera"


def test_an_observer_sees_what_a_classroom_sees() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    inspector = lesson.joins("inspector", OBSERVER)
    inspector.subscribes()
    teacher.says("give_floor", member="class-a")
    assert inspector.sees == {"teacher/camera", "class-a/camera"}


def test_a_closed_down_link_is_no_longer_routed() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.transport("class-a", "down", "closed")
    before = len(lesson.asked(Route))
    teacher.publishes("camera", "screen")
    assert [route.member for route in lesson.asked(Route)[before:]] == []
    assert not class_a.has_heard(MediaLost)


def test_the_answer_of_a_displaced_session_routes_nothing() -> None:
    lesson = Story()
    class_a = lesson.joins("class-a")
    late = AcceptAnswer(class_a.session, "class-a", 1, 1, "x")
    class_a.connects()
    lesson.do(lesson.room.answered(late, lesson.now))
    assert not class_a.has_heard(Slots)


def drawn(lesson: Story, member: str) -> dict[str | None, int | None]:
    """How high the member's sources are drawn, as its worker was told last."""
    return {slot.video: slot.height for slot in lesson.routes[member].slots if slot.video}


def test_a_picture_that_is_not_drawn_is_routed_as_such() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("shown", heights={"class-a/camera": 0})
    assert drawn(lesson, "teacher") == {"class-a/camera/video": 0}
    teacher.says("shown", heights={"class-a/camera": 360})
    assert drawn(lesson, "teacher") == {"class-a/camera/video": 360}


def test_a_source_that_was_not_named_is_not_limited() -> None:
    lesson = Story()
    teacher, _, _ = lesson.taught("class-a", "class-b")
    teacher.says("shown", heights={"class-a/camera": 180})
    assert drawn(lesson, "teacher")["class-b/camera/video"] is None


def test_what_a_page_has_drawn_is_forgotten_with_its_down_link() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("shown", heights={"class-a/camera": 0})
    teacher.subscribes()
    assert drawn(lesson, "teacher") == {"class-a/camera/video": None}


def test_more_heights_than_there_can_be_slots_are_refused() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    assert teacher.is_refused("shown", heights={f"m{n}/camera": 1 for n in range(65)}) == "invalid_message"
