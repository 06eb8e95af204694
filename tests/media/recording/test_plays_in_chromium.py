"""Takes play in a real browser through Media Source Extensions: init section, fragments, offset."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from tests.media.recording.lesson import RecordedLesson, timed
from tests.support import encoded

pytestmark = pytest.mark.browser

_PLAY = """
async ({type, init, fragments, offset}) => {
  const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const source = new MediaSource();
  video.src = URL.createObjectURL(source);
  await new Promise((resolve) => source.addEventListener('sourceopen', resolve, {once: true}));
  const buffer = source.addSourceBuffer(type);
  buffer.timestampOffset = offset;
  for (const part of [init, ...fragments]) {
    await new Promise((resolve, reject) => {
      buffer.onupdateend = resolve;
      video.onerror = () => reject(new Error(video.error.message));
      buffer.appendBuffer(bytes(part));
    });
  }
  const ranges = [...Array(buffer.buffered.length).keys()];
  const buffered = ranges.map((at) => [buffer.buffered.start(at), buffer.buffered.end(at)]);
  source.endOfStream();
  video.currentTime = buffered[0][0];
  video.playbackRate = 4;
  await video.play();
  await new Promise((resolve, reject) => {
    video.onended = resolve;
    video.onerror = () => reject(new Error(video.error.message));
  });
  const frames = video.getVideoPlaybackQuality().totalVideoFrames;
  return {buffered, frames, audio: video.webkitAudioDecodedByteCount};
}
"""


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--autoplay-policy=no-user-gesture-required",
                "--disable-background-networking",
            ],
        )
        try:
            yield await browser.new_page()
        finally:
            await browser.close()


async def _play(page: Page, lesson: RecordedLesson, take: str, offset: float) -> dict[str, object]:
    journal = lesson.journal(take)
    data = lesson.path(take).read_bytes()
    assert journal.init is not None
    container = "webm" if journal.head.file.endswith(".webm") else "mp4"
    parts = {
        "type": f'{journal.head.kind}/{container}; codecs="{journal.head.codec}"',
        "init": base64.b64encode(data[: journal.init.size]).decode(),
        "fragments": [
            base64.b64encode(data[line.offset : line.offset + line.size]).decode()
            for line in journal.fragments
        ],
        "offset": offset,
    }
    return json.loads(json.dumps(await page.evaluate(_PLAY, parts)))


@pytest.mark.parametrize("codec", ["H264", "VP8", "VP9"])
async def test_picture_plays_to_its_end_without_a_hole(
    lesson: RecordedLesson, page: Page, codec: str
) -> None:
    publisher = lesson.publish("u3/camera/video", codec)
    lesson.play((publisher, timed(encoded.video(codec, 100, gop=50), 90000, at=12.0)))
    await lesson.finish()
    seen = await _play(page, lesson, "u3-camera-video-0001", offset=0.5)
    assert seen["buffered"] == [[pytest.approx(12.5, abs=0.01), pytest.approx(16.5, abs=0.05)]]
    assert seen["frames"] >= 95


async def test_sound_with_pauses_plays_without_a_hole(lesson: RecordedLesson, page: Page) -> None:
    stream = timed(encoded.audio(200), 48000, at=12.0)
    # Discontinuous transmission: nothing but every twentieth packet for a second.
    spoken = [packet for at, packet in enumerate(stream) if not 50 <= at < 100 or at % 20 == 0]
    lesson.play((lesson.publish("u3/camera/audio", "OPUS"), spoken))
    await lesson.finish()
    seen = await _play(page, lesson, "u3-camera-audio-0001", offset=0.0)
    assert seen["buffered"] == [[pytest.approx(12.0, abs=0.01), pytest.approx(16.0, abs=0.05)]]
    assert seen["audio"] > 0
