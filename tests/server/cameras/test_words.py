"""What a check has found is said in both languages, in words that name what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from media.ingest.verdict import Facts, Picture, Sound
from server.cameras.words import words

PICTURE = Picture("h264", 1920, 1080, profile=77, rate=25, kbps=2100, keyframe_s=4)
AAC = Sound("aac", 44100, 1)


def test_what_fits_is_said_with_its_keyframes() -> None:
    assert words(Facts(PICTURE, AAC), "zh-CN") == [
        "画面 1920×1080 H.264，25 帧/秒，2.1 Mbit/s，无 B 帧：直接转发",
        "声音 AAC：转换为 Opus",
        "关键帧间隔 4 s：切换画面最多等 4 s",
        "建议把摄像机的关键帧（I 帧）间隔设为 1–2 秒，切换画面更快。",
    ]


def test_the_same_in_english() -> None:
    assert words(Facts(PICTURE, AAC), "en")[:3] == [
        "Picture 1920×1080 H.264, 25 frames/s, 2.1 Mbit/s, no B-frames: passed through as it is",
        "Sound AAC: converted to Opus",
        "A keyframe every 4 s: switching to it takes up to 4 s",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"codec": "hevc", "b_frames": True}, "H.265，25 帧/秒，2.1 Mbit/s：转换为 H.264"),
        ({"b_frames": True}, "请在摄像机中关闭 B 帧"),
        ({"interlaced": True}, "隔行扫描"),
        ({"profile": 122}, "档次"),
        ({"keyframe_s": 9.0}, "关键帧间隔设为 1–2 秒"),
    ],
)
def test_why_a_picture_is_converted_is_said(change: dict[str, object], said: str) -> None:
    found = words(Facts(replace(PICTURE, **change), None), "zh-CN")  # type: ignore[arg-type]
    assert said in found[0]
    assert "切换画面无需等待关键帧" in found


def test_what_is_missing_or_not_wanted_is_said() -> None:
    assert words(Facts(None, AAC), "en") == ["No picture", "Sound AAC: converted to Opus"]
    assert words(Facts(PICTURE, None), "en")[1] == "No sound"
    assert words(Facts(PICTURE, AAC), "en", wants_sound=False)[1] == "Sound: not used"
