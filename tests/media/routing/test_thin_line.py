"""What one receiver gets of a lesson over the lines that schools have, in virtual time."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.media.routing.story import START, Route
from tests.media.routing.thin import Lesson, Teacher
from tests.network.profiles import PROFILES, Profile, direction


def lesson_over(name: str, *teachers: Teacher, seed: int = 1, round_trip: float | None = None) -> Lesson:
    profile: Profile = PROFILES[name]
    return Lesson(profile.down, profile.up, *teachers, seed=seed, round_trip=round_trip)


def shown(lesson: Lesson, seconds: int) -> Counter[str]:
    """What is told of slot 0's picture, second by second."""
    states: Counter[str] = Counter()
    for _ in range(seconds):
        lesson.play(1)
        states[lesson.state()] += 1
    return states


@pytest.mark.parametrize(("name", "layer"), [("good", "f"), ("dsl", "f"), ("4g", "h"), ("bad", "q")])
def test_each_line_shows_what_it_carries(name, layer):
    lesson = lesson_over(name)
    lesson.play(12)
    since = lesson.now
    assert shown(lesson, 20)[layer] >= 18
    assert lesson.frames(since) > 22


def test_on_a_line_that_barely_carries_sound_the_picture_is_paused_and_told():
    lesson = lesson_over("barely")
    lesson.play(10)
    assert shown(lesson, 20) == {"line_too_thin": 20}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_the_handshake_was_slow_no_picture_buries_the_first_sound(seed):
    lesson = lesson_over("barely", seed=seed, round_trip=0.45)
    lesson.play(2)
    assert lesson.sound_delays(START)[-1] < 0.8
    since = lesson.now
    lesson.play(3)
    delays = lesson.sound_delays(since)
    assert delays[len(delays) // 2] < 0.3


def test_after_a_slow_handshake_a_good_line_shows_by_itself_what_it_carries():
    lesson = lesson_over("good", round_trip=0.45)
    lesson.play(5)
    assert lesson.state() in "qhf"
    lesson.play(6)
    assert lesson.state() == "f"


def test_a_good_line_has_the_best_picture_within_three_seconds():
    lesson = lesson_over("good")
    lesson.play(3)
    assert lesson.state() == "f"


def test_sound_waits_for_no_keyframe():
    lesson = lesson_over("4g")
    lesson.play(15)
    since = lesson.now
    for _ in range(10):
        lesson.teachers[0].ask()
        lesson.play(1)
    delays = lesson.sound_delays(since)
    assert delays[int(0.95 * len(delays))] < 0.08 + 0.25


def test_layers_are_changed_with_few_keyframes():
    lesson = lesson_over("4g")
    lesson.play(60)
    assert lesson.teachers[0].keyframes <= 6


def test_a_line_that_becomes_thin_loses_the_picture_and_gets_it_back():
    lesson = lesson_over("good")
    lesson.play(10)
    lesson.there.conditions = direction(100_000, 0, 0.06, 0.01)
    lesson.play(5)
    assert lesson.state() == "line_too_thin"
    lesson.there.conditions = PROFILES["good"].down
    lesson.play(50)
    assert lesson.state() == "f"


def test_after_an_outage_picture_and_rate_are_there_again():
    lesson = lesson_over("good")
    lesson.play(10)
    lesson.there.cut = lesson.back.cut = True
    lesson.play(5)
    lesson.there.cut = lesson.back.cut = False
    lesson.play(1)
    assert lesson.state() == "f"


def test_no_layer_is_sent_that_is_larger_than_what_is_drawn():
    lesson = lesson_over("good", Teacher("q"))
    lesson.play(3)
    lesson.router.route("u2", [Route(0, "u1/0", "u1/1", height=0)], lesson.now)
    lesson.play(1)
    assert lesson.state() == "not_shown"
    sent = len(lesson.pupil.pictures[0].packets)
    lesson.play(2)
    assert len(lesson.pupil.pictures[0].packets) == sent


def test_the_stage_keeps_its_picture_where_the_classrooms_lose_theirs():
    teachers = [Teacher(), *(Teacher("qh") for _ in range(4))]
    routes = [
        Route(slot, "u1/0" if slot == 0 else None, f"u1/{slot + 1}", video_rank=1 if slot == 0 else 2)
        for slot in range(len(teachers))
    ]
    line = direction(900_000, 0.01, 0.06, 0.01)
    lesson = Lesson(line, line, *teachers, routes=routes)
    lesson.play(15)
    assert lesson.state() == "h"
    assert "line_too_thin" in [lesson.state(slot) for slot in range(1, 5)]
    assert lesson.frames(START + 5) > 20


def test_one_large_picture_without_layers_is_tried_and_then_given_up():
    line = direction(700_000, 0, 0.06, 0.01)
    lesson = Lesson(line, line, Teacher("f"))
    lesson.play(8)
    assert lesson.state() == "line_too_thin"


def test_one_large_picture_over_a_good_line_is_there_at_once():
    lesson = lesson_over("good", Teacher("f"))
    lesson.play(6)
    assert lesson.frames(START) > 24


def test_a_line_of_which_nothing_is_told_is_not_limited():
    lesson = lesson_over("good")
    lesson.back.cut = True
    lesson.play(8)
    assert lesson.state() == "f"
