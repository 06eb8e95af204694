"""The clips are what Chromium's fake devices read, and never stand still."""

import wave

from tests.network.clips import picture, voice


def test_the_picture_is_whole_frames_that_differ(tmp_path):
    picture(tmp_path / "clip.y4m", 64, 36, 5)
    header, *frames = (tmp_path / "clip.y4m").read_bytes().split(b"FRAME\n")
    assert header.startswith(b"YUV4MPEG2 W64 H36 F5:1")
    assert {len(frame) for frame in frames} == {64 * 36 * 3 // 2}
    assert len({*frames}) == len(frames) == 30


def test_the_voice_is_heard_all_the_time(tmp_path):
    voice(tmp_path / "voice.wav")
    with wave.open(str(tmp_path / "voice.wav")) as file:
        assert (file.getframerate(), file.getnchannels()) == (48_000, 1)
        moments = [memoryview(file.readframes(4800)).cast("h") for _ in range(90)]
    assert min(max(moment) for moment in moments) > 500
