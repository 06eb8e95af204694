"""Whatever members, worker and clock do in whatever order: nothing raises, and the room stays sane."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from signaling.messages import Offer
from signaling.reducer import is_open
from signaling.state import Phase, Role
from tests.support.room import MASTER, OBSERVER, RURAL, Person, Story, claims

NAMES = ["teacher", "class-a", "class-b", "guest", "nobody"]
ROLES = {"teacher": MASTER, "class-a": RURAL, "class-b": RURAL, "guest": OBSERVER}
MEMBERS = st.sampled_from(NAMES)
PEOPLE = st.sampled_from(sorted(ROLES))
SOURCES = st.builds(lambda member, kind: f"{member}/{kind}", MEMBERS, st.sampled_from(["camera", "screen"]))
PUBLISHED = st.fixed_dictionaries(
    {"kind": st.sampled_from(["camera", "screen", "board", "cat"])},
    optional={"audio_mid": st.sampled_from(["0", "1"]), "video_mid": st.just("2"), "audio": st.booleans()},
)
QUESTIONS = st.sampled_from([f"q{n}" for n in range(5, 12)])
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "join": {"ticket": st.just("x")},
    "ping": {"sent": st.floats()},
    "publish": {"sdp": st.text(max_size=5), "sources": st.lists(PUBLISHED, max_size=3)},
    "change_source": {"source": SOURCES, "audio": st.booleans(), "video": st.booleans()},
    "subscribe": {"restart": st.booleans()},
    "answer": {"negotiation": st.integers(0, 4), "sdp": st.text(max_size=5)},
    "raise_hand": {},
    "lower_hand": {"member": MEMBERS},
    "give_floor": {"member": MEMBERS, "join": st.booleans()},
    "return_floor": {"member": MEMBERS},
    "mute_all": {},
    "start_lesson": {},
    "open_question": {
        "kind": st.sampled_from(["single", "order", "text", "race"]),
        "options": st.sampled_from([[], ["", ""]]),
        "seconds": st.just(5),
    },
    "answer_question": {"question": QUESTIONS, "given": st.sampled_from([["A"], ["B", "A"]])},
    "count_hands": {"question": QUESTIONS, "counts": st.just({"A": 3})},
    "press": {"question": QUESTIONS, "pressed_at": st.integers(0), "uncertainty_ms": st.just(9)},
    "reveal_answer": {"question": QUESTIONS},
    "dismiss_question": {"question": QUESTIONS},
    "report": {"up": st.none() | st.fixed_dictionaries({"loss": st.floats(0, 2)})},
    "leave": {},
}
MESSAGES = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda type: st.fixed_dictionaries({"type": st.just(type)}, optional=FIELDS[type])
)
STATES = st.sampled_from(["connecting", "connected", "lost", "closed", "failed"])
LINKS = [f"{name}/{direction}" for name in ROLES for direction in ("up", "down")]


class RandomLesson(RuleBasedStateMachine):
    """The story checks after every step that cues are contiguous and every copy of the state is right."""

    def __init__(self) -> None:
        super().__init__()
        self.lesson = Story()
        self.people: dict[str, Person] = {}

    @initialize(live=st.booleans())
    def begin(self, live: bool) -> None:
        """Half of the lessons are under way: the interesting things happen there."""
        if live:
            people = self.lesson.taught("class-a", "class-b")
            self.people = {person.id: person for person in people}

    @rule(name=PEOPLE)
    def publish_and_subscribe(self, name: str) -> None:
        person = self.people.get(name)
        if person is not None and person.is_connected:
            person.publishes("camera")
            person.says("subscribe")
            if person.has_heard(Offer):
                person.answers()

    @rule(member=PEOPLE, join=st.booleans())
    def call_on(self, member: str, join: bool) -> None:
        if "teacher" in self.people:
            self.people["teacher"].says("give_floor", member=member, join=join)

    @rule(name=PEOPLE, up=st.booleans(), down=st.booleans())
    def connect(self, name: str, up: bool, down: bool) -> None:
        person = self.people.get(name) or self.lesson.has_ticket(name, ROLES[name])
        self.people[name] = person
        person.connects(up=up, down=down)

    @rule(name=PEOPLE)
    def drop(self, name: str) -> None:
        if name in self.people:
            self.people[name].drops()

    @rule(name=PEOPLE, message=MESSAGES)
    def say(self, name: str, message: dict[str, Any]) -> None:
        if name in self.people:
            self.people[name].says_text(json.dumps(message))

    @rule(name=PEOPLE, text=st.text(max_size=20))
    def babble(self, name: str, text: str) -> None:
        if name in self.people:
            self.people[name].says_text(text)

    @rule(member=MEMBERS, direction=st.sampled_from(["up", "down", "whip"]), state=STATES)
    def change_transport(self, member: str, direction: str, state: str) -> None:
        self.lesson.transport(member, direction, state)

    @rule(seconds=st.integers(1, 20))
    def wait(self, seconds: int) -> None:
        self.lesson.later(seconds, step=5)

    @rule(code=st.sampled_from([None, "no_worker", "bad_sdp", "gibberish"]))
    def make_worker_answer(self, code: str | None) -> None:
        self.lesson.worker_refuses = code

    @rule()
    def lose_worker(self) -> None:
        self.lesson.loses_worker()

    @rule(carried=st.sets(st.sampled_from([*LINKS, "whip/teacher/1", "whip/x", "whip/", "/"])))
    def get_worker(self, carried: set[str]) -> None:
        self.lesson.gets_worker(carried, ["teacher/camera/video"])

    @rule(name=PEOPLE, resource=st.integers(1, 2))
    def open_publisher(self, name: str, resource: int) -> None:
        bearer = claims(name, ROLES[name])
        self.lesson.do(
            self.lesson.room.exchanges.open_publisher(f"whip/{name}/{resource}", bearer, "x", self.lesson.now)
        )

    @rule(name=PEOPLE, resource=st.integers(1, 2))
    def close_publisher(self, name: str, resource: int) -> None:
        self.lesson.do(self.lesson.room.exchanges.close_publisher(f"whip/{name}/{resource}", self.lesson.now))

    @rule(slots=st.integers(0, 3))
    def open_viewer(self, slots: int) -> None:
        self.lesson.do(
            self.lesson.room.exchanges.open_viewer("whep/v/1", claims("v", OBSERVER), slots, self.lesson.now)
        )

    @rule(code=st.sampled_from(["disk_full", "queue_full", "odd"]))
    def fail_recording(self, code: str) -> None:
        self.lesson.do(self.lesson.room.recording_fault(code, "", self.lesson.now))

    @rule()
    def resume_recording(self) -> None:
        self.lesson.do(self.lesson.room.recording_resumed(self.lesson.now))

    @precondition(lambda self: not self.lesson.room.is_over)
    @rule()
    def crash(self) -> None:
        self.lesson.crashes()

    @rule()
    def end(self) -> None:
        if len(self.lesson.cues) > 40:
            self.lesson.do(self.lesson.room.end(self.lesson.now))

    @invariant()
    def the_floor_is_held_by_classrooms_that_are_present(self) -> None:
        state = self.lesson.state
        for member in (*state.floor, *(hand.member for hand in state.hands)):
            assert state.members[member].present
            assert state.members[member].role is Role.RURAL
        assert len(set(state.floor)) == len(state.floor)

    @invariant()
    def every_source_is_of_somebody_present(self) -> None:
        if self.lesson.state.lesson.phase is not Phase.ENDED:
            assert all(
                self.lesson.state.members[source.member].present
                for source in self.lesson.state.sources.values()
            )

    @invariant()
    def no_closed_microphone_is_forwarded_or_recorded(self) -> None:
        state = self.lesson.state
        if state.lesson.phase is not Phase.ENDED:
            routed = {slot.audio for route in self.lesson.routes.values() for slot in route.slots}
            for producer in routed | {each for each in self.lesson.recorded if each.endswith("/audio")}:
                assert producer is None or is_open(state, producer.partition("/")[0])


RandomLesson.TestCase.settings = settings(max_examples=40, stateful_step_count=50, deadline=None)
TestRandomLesson = RandomLesson.TestCase
