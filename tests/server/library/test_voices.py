"""When somebody spoke: the rule's numbers, each at its edge."""

from __future__ import annotations

import pytest

from media.recording.levels import UNKNOWN
from server.library.voices import limit, voices

QUIET, VOICE = 40, 95


def told(*runs: tuple[int, int]) -> bytes:
    """`(value, tenths of a second)` one after the other."""
    return b"".join(bytes([value]) * tenths for value, tenths in runs)


def test_words_of_one_sentence_are_one_span() -> None:
    assert voices(told((QUIET, 10), (VOICE, 10), (QUIET, 5), (VOICE, 10), (QUIET, 10))) == [(1000, 3500)]


def test_a_longer_pause_ends_the_span() -> None:
    assert voices(told((VOICE, 10), (QUIET, 6), (VOICE, 10), (QUIET, 20))) == [(0, 1000), (1600, 2600)]


@pytest.mark.parametrize(("tenths", "spoken"), [(1, []), (2, [(1000, 1200)])])
def test_a_noise_is_shorter_than_a_syllable(tenths: int, spoken: list[tuple[int, int]]) -> None:
    assert voices(told((QUIET, 10), (VOICE, tenths), (QUIET, 10))) == spoken


# The room's 20th percentile, and the limit 12 dB above it, but within 77 and 87.
@pytest.mark.parametrize(("room", "least"), [(30, 77), (65, 77), (70, 82), (80, 87)])
def test_speech_must_be_louder_than_the_room(room: int, least: int) -> None:
    assert limit(told((room, 30), (110, 70))) == least


def test_who_speaks_nearly_always_is_still_heard() -> None:
    assert voices(told((QUIET, 5), (VOICE, 95))) == [(500, 10_000)]


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert voices(told((UNKNOWN, 50), (0, 50))) == []
