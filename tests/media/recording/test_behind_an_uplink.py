"""The recorder on real producers: what an up-link repairs and knows of clocks reaches the takes."""

from __future__ import annotations

import heapq
import struct
from pathlib import Path

from media.negotiated import Codec, Extensions, UpSpec, UpTrack
from media.packets.red import build_red
from media.recording import manifest
from media.recording.recorder import Recorder
from media.routing.uplink import UpLink
from tests.media.recording.lesson import START, Timed, decoded, timed
from tests.media.recording.test_levels import LEVEL, with_level
from tests.support import encoded

AUDIO_SSRC, VIDEO_SSRC = 2000, 1000
# The publisher's wall clock is an hour slow, and each RTP clock starts anywhere.
WRONG_CLOCK, AUDIO_BASE, VIDEO_BASE = -3600.0, 4_294_000_000, 777_777_777


def _uplink() -> UpLink:
    video = UpTrack("1", "video", (Codec("H264", 96, 90000),), ssrcs=(VIDEO_SSRC,))
    audio = UpTrack("0", "audio", (Codec("OPUS", 111, 48000, 2),), ssrcs=(AUDIO_SSRC,))
    spec = UpSpec({"0": audio, "1": video}, Extensions())
    return UpLink(spec, {"0": "u3/camera/audio", "1": "u3/camera/video"}, lambda data: None)


def _report(ssrc: int, captured: float, timestamp: int) -> bytes:
    seconds = START + captured + WRONG_CLOCK + 2_208_988_800
    ntp = int(seconds), int(seconds % 1 * 2**32)
    return struct.pack("!BBHIIIIII", 0x80, 200, 6, ssrc, *ntp, timestamp & 0xFFFFFFFF, 0, 0)


def _late(stream: Timed, every: int) -> Timed:
    """Every so many packets one comes 120 ms late, as a retransmission does."""
    return sorted(
        (time + (0.12 if n % every == every - 1 else 0), data) for n, (time, data) in enumerate(stream)
    )


async def test_sound_and_picture_of_an_uplink_are_whole_and_in_step(tmp_path: Path) -> None:
    folder, uplink = tmp_path / "3mq7c2xk9a4d", _uplink()
    recorder = Recorder(folder, round(START * 1000), lambda news: None)
    for producer in uplink.producers.values():
        recorder.producer_appeared(producer, START)
    recorder.select(set(uplink.producers), START)
    # Captured at 1.000 and 1.500 s of the lesson; the camera's packets take 80 ms longer.
    sound = timed(encoded.audio(300), 48000, at=1.0, ssrc=AUDIO_SSRC, timestamp=AUDIO_BASE, payload_type=111)
    picture = timed(encoded.video("H264", 150), 90000, at=1.58, ssrc=VIDEO_SSRC, timestamp=VIDEO_BASE)
    reports = [
        (second, report)
        for second in range(2, 8)
        for report in (
            _report(AUDIO_SSRC, second, AUDIO_BASE + 48000 * (second - 1)),
            _report(VIDEO_SSRC, second, VIDEO_BASE + 45000 * (2 * second - 3)),
        )
    ]
    for time, data in heapq.merge(_late(sound, 40), _late(picture, 40), reports, key=lambda event: event[0]):
        now = START + time
        (uplink.receive_rtcp if data[1] == 200 else uplink.receive_rtp)(data, now)
        uplink.tick(now)
        recorder.tick(now)
    await recorder.finish()
    takes = {take.kind: take for take in manifest.build(folder).takes}
    assert abs(takes["audio"].start_ms - 1000) <= 2
    assert abs(takes["video"].start_ms - 1500) <= 2
    assert [take.gaps for take in takes.values()] == [[], []]
    assert len(decoded(folder / takes["video"].file)) == 150


async def test_what_a_browser_says_of_its_loudness_is_in_the_journal_also_beside_copies(
    tmp_path: Path,
) -> None:
    red, opus = Codec("RED", 63, 48000, 2, parameters="111/111"), Codec("OPUS", 111, 48000, 2)
    track = UpTrack("0", "audio", (red, opus), ssrcs=(AUDIO_SSRC,))
    spec = UpSpec({"0": track}, Extensions(audio_level=LEVEL))
    uplink = UpLink(spec, {"0": "u3/camera/audio"}, lambda data: None)
    recorder = Recorder(tmp_path, round(START * 1000), lambda news: None)
    recorder.producer_appeared(uplink.producers["u3/camera/audio"], START)
    recorder.select({"u3/camera/audio"}, START)
    before = b""
    for time, data in timed(encoded.audio(100), 48000, ssrc=AUDIO_SSRC, payload_type=63):
        copied = build_red(111, data[12:], [(960, before)] if before else [])
        before = data[12:]
        uplink.receive_rtp(with_level(data[:12] + copied, 40 if time < 1 else 90), START + time)
        recorder.tick(START + time)
    await recorder.finish()
    (entry,) = manifest.read_journals(tmp_path)
    assert "".join(line.values for line in entry.levels) == "57" * 10 + "25" * 10
    assert {line.basis for line in entry.levels} == {"header"}
