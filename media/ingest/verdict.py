"""Decide from what a source sends what can be passed through and what has to be converted."""

from __future__ import annotations

from dataclasses import dataclass

#: Baseline, main and high are 4:2:0 with 8 bits; WebRTC receivers have decoders for nothing else.
_PROFILES = (66, 77, 100)
#: Nobody waits longer for a picture to begin; a source whose keyframes are rarer is converted.
LONGEST_KEYFRAME_INTERVAL_S = 5.0
#: Receivers begin within two seconds when keyframes come as often.
_GOOD_KEYFRAME_INTERVAL_S = 2.5
_TALLEST = 1088
_MOST_KBPS = 3000


@dataclass(frozen=True, slots=True)
class Picture:
    """
    What is known of a source's video.

    `profile` is H.264's profile_idc; `keyframe_s` the longest distance of two
    keyframes that was seen, `None` if there was not even one pair; `rate` in frames/s.
    """

    codec: str
    width: int
    height: int
    profile: int = 0
    b_frames: bool = False
    interlaced: bool = False
    rate: float | None = None
    kbps: int | None = None
    keyframe_s: float | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """What is known of a source's audio."""

    codec: str
    sample_rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Facts:
    """One source: what it sends, `None` where it has no such track."""

    picture: Picture | None
    sound: Sound | None


def why_convert_picture(picture: Picture) -> str | None:
    """Why it can't be passed through: `codec`, `b_frames`, `interlaced`, `profile`, `keyframes`."""
    if picture.codec != "h264":
        return "codec"
    if picture.b_frames:
        return "b_frames"
    if picture.interlaced:
        return "interlaced"
    if picture.profile not in _PROFILES:
        return "profile"
    if picture.keyframe_s is not None and picture.keyframe_s > LONGEST_KEYFRAME_INTERVAL_S:
        return "keyframes"
    return None


def why_convert_sound(sound: Sound) -> str | None:
    """`codec` unless it is Opus in mono or stereo."""
    return None if sound.codec == "opus" and sound.channels <= 2 else "codec"


def advice(picture: Picture) -> list[str]:
    """What could be set better at the source: `keyframes_rare`, `too_tall`, `rate_high`."""
    found = []
    interval = picture.keyframe_s
    if interval is not None and interval > _GOOD_KEYFRAME_INTERVAL_S:
        found.append("keyframes_rare")
    if picture.height > _TALLEST:
        found.append("too_tall")
    if picture.kbps is not None and picture.kbps > _MOST_KBPS:
        found.append("rate_high")
    return found
