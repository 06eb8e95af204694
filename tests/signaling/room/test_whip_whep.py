"""Members and viewers without a websocket: WHIP publishers and WHEP viewers."""

from signaling.commands import Close, Route
from signaling.messages import ErrorMessage, Published, ServerMessage
from tests.support.room import MASTER, OBSERVER, RURAL, Person, Story, claims


class Encoder(Person):
    """A WHIP client: its resource is its session."""

    def posts(self, resource: str) -> ServerMessage:
        self.session, self.is_connected = resource, True
        self.heard = []
        bearer = claims(self.id, MASTER)
        self.story.do(self.story.room.exchanges.open_publisher(resource, bearer, "an offer", self.story.now))
        return self.heard[0]


def encoder(lesson: Story, member: str = "obs") -> Encoder:
    person = Encoder(lesson, claims(member, MASTER))
    lesson.people.append(person)
    return person


def test_a_whip_client_is_a_member_with_a_camera() -> None:
    lesson = Story()
    obs = encoder(lesson)
    assert isinstance(obs.posts("whip/obs/1"), Published)
    assert obs.is_present
    assert "obs/camera" in lesson.state.sources


def test_a_refused_whip_offer_makes_no_member() -> None:
    lesson = Story()
    lesson.worker_refuses = "no_codec"
    obs = encoder(lesson)
    assert isinstance(obs.posts("whip/obs/1"), ErrorMessage)
    assert "obs" not in lesson.state.members


def test_posting_again_takes_over() -> None:
    lesson = Story()
    obs = encoder(lesson)
    obs.posts("whip/obs/1")
    obs.posts("whip/obs/2")
    assert lesson.asked(Close) == [Close("whip/obs/1")]
    lesson.do(lesson.room.exchanges.close_publisher("whip/obs/1", lesson.now))
    assert "obs/camera" in lesson.state.sources


def test_deleting_the_resource_ends_the_membership_at_once() -> None:
    lesson = Story()
    obs = encoder(lesson)
    obs.posts("whip/obs/1")
    lesson.do(lesson.room.exchanges.close_publisher("whip/obs/1", lesson.now))
    assert not obs.is_present
    assert lesson.state.sources == {}


def test_a_teacher_with_a_page_keeps_the_seat_when_the_encoder_stops() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    encoder(lesson, "teacher").posts("whip/teacher/1")
    lesson.do(lesson.room.exchanges.close_publisher("whip/teacher/1", lesson.now))
    assert teacher.is_present
    assert lesson.state.sources == {}


def test_nothing_is_kept_of_an_encoder_that_has_vanished() -> None:
    lesson = Story()
    obs = encoder(lesson)
    for number in range(3):
        obs.posts(f"whip/obs/{number}")
        lesson.transport("obs", "whip", "failed")
    assert not lesson.room._publications._publishers


def test_a_broken_whip_transport_has_the_grace_period() -> None:
    lesson = Story()
    obs = encoder(lesson)
    obs.posts("whip/obs/1")
    lesson.transport("obs", "whip", "failed")
    lesson.later(14)
    assert obs.is_present
    lesson.later(1)
    assert not obs.is_present


def test_an_observers_ticket_publishes_nothing() -> None:
    lesson = Story()
    refusal = lesson.room.exchanges.refusal(claims("guest", OBSERVER), "publish")
    assert refusal is not None
    assert refusal.code == "not_allowed"


def test_a_foreign_ticket_neither_publishes_nor_views() -> None:
    lesson = Story()
    bearer = claims("guest", RURAL, lesson="another")
    codes = {
        getattr(lesson.room.exchanges.refusal(bearer, action), "code", None) for action in ("publish", "view")
    }
    assert codes == {"ticket_foreign"}


def test_a_whip_client_is_found_again_after_a_crash() -> None:
    lesson = Story()
    encoder(lesson).posts("whip/obs/1")
    lesson.crashes()
    lesson.gets_worker(["whip/obs/1"], ["obs/camera/audio", "obs/camera/video"])
    lesson.later(60)
    assert "obs/camera" in lesson.state.sources
    lesson.do(lesson.room.exchanges.close_publisher("whip/obs/1", lesson.now))
    assert lesson.state.sources == {}


def test_a_viewer_follows_the_stage() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.do(lesson.room.exchanges.open_viewer("whep/v/1", claims("guest", OBSERVER), 1, lesson.now))
    assert lesson.routes["whep/v/1"].slots[0].video == "teacher/camera/video"
    teacher.says("give_floor", member="class-a")
    assert lesson.routes["whep/v/1"].slots[0].video == "class-a/camera/video"


def test_a_viewer_keeps_all_its_slots_over_a_crash() -> None:
    lesson = Story()
    lesson.taught("class-a")
    lesson.do(lesson.room.exchanges.open_viewer("whep/v/1", claims("guest", OBSERVER), 3, lesson.now))
    before = lesson.routes["whep/v/1"]
    lesson.crashes()
    lesson.gets_worker(["whep/v/1"], **{"whep/v/1": 3})
    assert lesson.routes["whep/v/1"] == before


def test_a_viewer_sees_nothing_before_the_lesson() -> None:
    lesson = Story()
    lesson.joins("teacher", MASTER).publishes("camera")
    lesson.do(lesson.room.exchanges.open_viewer("whep/v/1", claims("guest", OBSERVER), 1, lesson.now))
    assert lesson.routes["whep/v/1"].slots[0].video is None


def test_a_viewer_that_has_gone_is_routed_no_more() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    lesson.do(lesson.room.exchanges.open_viewer("whep/v/1", claims("guest", OBSERVER), 1, lesson.now))
    lesson.do(lesson.room.exchanges.close_viewer("whep/v/1", lesson.now))
    before = len(lesson.asked(Route))
    teacher.says("give_floor", member="class-a")
    assert "whep/v/1" not in [route.member for route in lesson.asked(Route)[before:]]


def test_the_end_of_the_lesson_ends_viewers_and_encoders() -> None:
    lesson = Story()
    encoder(lesson).posts("whip/obs/1")
    lesson.do(lesson.room.exchanges.open_viewer("whep/v/1", claims("guest", OBSERVER), 1, lesson.now))
    lesson.do(lesson.room.end(lesson.now))
    assert {command.session for command in lesson.asked(Close)} == {"whip/obs/1", "whep/v/1"}
