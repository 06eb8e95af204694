"""What of a source is passed through, what is converted, and what could be set better at it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from media.ingest.probe import Look
from media.ingest.verdict import Picture, Sound, advice, why_convert_picture, why_convert_sound

GOOD = Picture("h264", 1920, 1080, profile=77, rate=25, kbps=2000, keyframe_s=2)


def test_plain_h264_and_opus_are_passed_through() -> None:
    assert why_convert_picture(GOOD) is None
    assert why_convert_sound(Sound("opus", 48000, 2)) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"codec": "hevc"}, "codec"),
        ({"b_frames": True}, "b_frames"),
        ({"interlaced": True}, "interlaced"),
        ({"profile": 110}, "profile"),
        ({"keyframe_s": 8.0}, "keyframes"),
    ],
)
def test_what_webrtc_can_not_take_is_converted(change: dict[str, object], reason: str) -> None:
    assert why_convert_picture(replace(GOOD, **change)) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sound", [Sound("aac", 44100, 2), Sound("pcm_alaw", 8000, 1), Sound("opus", 48000, 6)]
)
def test_any_other_sound_is_converted(sound: Sound) -> None:
    assert why_convert_sound(sound) == "codec"


def test_a_camera_that_is_set_well_needs_no_advice() -> None:
    assert advice(GOOD) == []


def test_each_thing_that_could_be_better_is_named() -> None:
    heavy = replace(GOOD, height=2160, kbps=8000, keyframe_s=4.0)
    assert advice(heavy) == ["keyframes_rare", "too_tall", "rate_high"]


def seen(*keyframes: float, last: float) -> Look:
    look = Look(None)
    look.first, look.last, look.keyframes = 0.0, last, list(keyframes)
    return look


def test_the_longest_stretch_without_a_keyframe_counts() -> None:
    assert seen(0.0, 2.0, 4.0, last=4.5).keyframe_s() == 2.0


def test_one_keyframe_in_a_short_look_tells_nothing() -> None:
    assert seen(1.0, last=3.0).keyframe_s() is None


def test_a_long_look_without_a_second_keyframe_tells_that_they_are_rare() -> None:
    assert seen(0.0, last=6.5).keyframe_s() == 6.5
