"""Who of many is sent on: by loudness, with a place kept between sentences, in virtual time."""

import pytest

from media.routing.loudest import HANG_OVER, SPEECH, Loudest
from media.routing.voice import Voice
from tests.support.rtp import packet

NOW = 1_790_000_000.0
QUIET, TALK, SHOUT = 30.0, SPEECH + 10, SPEECH + 30


def test_nobody_is_left_out_while_there_is_room():
    assert Loudest(4).choose({"a": 0.0, "b": QUIET, "c": TALK}, NOW) == {"a", "b", "c"}


def test_a_voice_takes_the_place_of_a_silent_microphone_at_once():
    loudest = Loudest(2)
    loudest.choose({"a": QUIET, "b": QUIET + 1, "c": 0.0}, NOW)
    assert loudest.choose({"a": QUIET, "b": QUIET + 1, "c": TALK}, NOW + 0.02) == {"b", "c"}


def test_noise_takes_nobodys_place():
    loudest = Loudest(1)
    loudest.choose({"a": 0.0}, NOW)
    assert loudest.choose({"a": 0.0, "b": QUIET}, NOW + 10) == {"a"}


def test_a_place_is_kept_between_two_sentences():
    loudest = Loudest(1)
    loudest.choose({"a": TALK, "b": 0.0}, NOW)
    assert loudest.choose({"a": SPEECH - 1, "b": SPEECH}, NOW + HANG_OVER - 0.1) == {"a"}
    assert loudest.choose({"a": SPEECH - 1, "b": SPEECH}, NOW + HANG_OVER + 0.1) == {"b"}


def test_of_two_who_speak_only_one_who_is_clearly_louder_takes_a_place():
    loudest = Loudest(1)
    loudest.choose({"a": TALK, "b": 0.0}, NOW)
    assert loudest.choose({"a": TALK, "b": TALK + 5}, NOW + 1) == {"a"}
    assert loudest.choose({"a": TALK, "b": SHOUT}, NOW + 2) == {"b"}


def test_the_place_of_somebody_who_left_is_free():
    loudest = Loudest(1)
    loudest.choose({"a": SHOUT, "b": 0.0}, NOW)
    assert loudest.choose({"b": 0.0}, NOW + 0.02) == {"b"}


def test_twelve_schools_in_a_lively_debate_change_places_seldom():
    loudest = Loudest(4)
    changes, before = 0, frozenset[str]()
    for tick in range(3000):  # a minute; each speaks 2 s of 24, one after the other, six pause between words
        speaking = tick // 100 % 12
        levels = {f"u{n}": TALK if n == speaking and tick % 10 < 7 else QUIET + n for n in range(12)}
        chosen = loudest.choose(levels, NOW + tick * 0.02)
        assert len(chosen) == 4 and (tick % 10 or f"u{speaking}" in chosen)
        changes += chosen != before
        before = chosen
    assert changes <= 31


def level(dbov: int, sequence: int = 1):
    return packet(sequence, extensions=((2, bytes([0x80 | -dbov])),))


def test_a_voice_is_known_after_two_packets_and_a_click_is_none():
    voice = Voice()
    voice.extension = 2
    voice.hear([level(-20)], NOW)
    voice.hear([level(-127)], NOW + 0.02)
    assert voice.loudness(NOW + 0.02) < SPEECH
    voice.hear([level(-20), level(-20)], NOW + 0.04)
    assert voice.loudness(NOW + 0.04) > SPEECH


def test_loudness_fades_when_nothing_comes_any_more():
    voice = Voice()
    voice.extension = 2
    voice.hear([level(-20)] * 5, NOW)
    assert voice.loudness(NOW + 5) == 0.0


@pytest.mark.parametrize("extension", [None, 3])
def test_who_does_not_say_how_loud_it_is_has_no_loudness(extension: int | None):
    voice = Voice()
    voice.extension = extension
    voice.hear([level(-20)], NOW)
    assert voice.loudness(NOW) is None
