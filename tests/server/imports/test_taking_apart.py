"""What becomes of films: copied where every terminal plays them, else converted, or refused by name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.video.frame import VideoFrame

from media.recording import journal, manifest
from media.recording.boxes import layout
from server.confined.entry import Refused
from server.imports.taking.order import Order, Taken
from server.imports.taking.taking import take_apart
from server.imports.words import CODES
from tests.support.clip import make_clip

ZERO = 1_795_226_400_000


class Bench:
    """A folder in which films are taken apart, as the member `u1`'s."""

    def __init__(self, folder: Path) -> None:
        self.film, self.made = folder / "film", folder / "made"
        self.made.mkdir()

    def take(self, film: Path, **limits: int) -> Taken:
        return take_apart(Order(str(film), str(self.made), "u1", ZERO, **limits), lambda done: None)

    def refusal(self, film: Path, **limits: int) -> str:
        with pytest.raises(Refused) as refused:
            self.take(film, **limits)
        assert refused.value.code in CODES
        return refused.value.code

    def journal(self, kind: str) -> journal.Journal:
        found = journal.read(self.made / f"u1-camera-{kind}-0001.jsonl")
        assert found is not None
        return found

    def decoded(self, kind: str) -> list[float]:
        """The times of all frames of a take, on the lesson clock."""
        entry = self.journal(kind)
        offset = entry.syncs[-1].lesson_ms - entry.syncs[-1].media_ms
        with av.open(str(self.made / entry.head.file)) as take:
            return [1000 * (frame.time or 0) + offset for frame in take.decode(take.streams[0])]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    # What bounds the process is not wanted in that of the tests.
    monkeypatch.setattr("server.imports.taking.taking.allow_cpu", lambda seconds: None)
    monkeypatch.chdir(tmp_path)
    return Bench(tmp_path)


@pytest.mark.parametrize(
    ("name", "video", "audio", "codec"),
    [
        ("film.mp4", "libx264", "aac", "avc1"),
        ("film.mov", "libx264", "aac", "avc1"),
        ("film.mkv", "libx264", "libopus", "avc1"),
        ("film.flv", "libx264", "aac", "avc1"),
        ("film.webm", "libvpx-vp9", "libopus", "vp09"),
    ],
)
def test_picture_that_terminals_play_is_taken_as_it_is(
    bench: Bench, tmp_path: Path, name: str, video: str, audio: str, codec: str
) -> None:
    taken = bench.take(make_clip(tmp_path / name, video, audio, 2))
    assert (taken.tracks, taken.converted) == (["video", "audio"], [])
    assert taken.duration_ms == pytest.approx(2000, abs=60)
    assert bench.journal("video").head.codec.startswith(codec)
    times = bench.decoded("video")
    # Some files begin with what the encoder of the sound has looked ahead.
    assert 0 <= times[0] < 30
    assert [at - times[0] for at in times] == pytest.approx([40 * n for n in range(50)], abs=2)


def test_film_with_frames_out_of_order_keeps_them(bench: Bench, tmp_path: Path) -> None:
    film = make_clip(tmp_path / "film.mp4", "libx264", "aac", 2, preset="medium", bf="2")
    with av.open(str(film)) as source:
        assert source.streams.video[0].codec_context.has_b_frames
    assert bench.take(film).converted == []
    assert bench.decoded("video") == pytest.approx([40 * n for n in range(50)], abs=2)


def test_fragments_are_those_that_the_file_has(bench: Bench, tmp_path: Path) -> None:
    bench.take(make_clip(tmp_path / "film.mp4", "libx264", "aac", 3, preset="medium", g="40"))
    for kind in ("video", "audio"):
        entry = bench.journal(kind)
        path = bench.made / entry.head.file
        with path.open("rb") as stream:
            found = layout(stream, os.fstat(stream.fileno()).st_size)
        said = [(line.offset, line.size, line.samples, line.keyframe) for line in entry.fragments]
        assert [(each.offset, each.size, each.samples, each.keyframe) for each in found.extents] == said
        assert found.end == path.stat().st_size


def test_folder_makes_a_whole_manifest(bench: Bench, tmp_path: Path) -> None:
    taken = bench.take(make_clip(tmp_path / "film.mp4", "libx264", "aac", 2))
    made = manifest.build(bench.made, started_at=ZERO, ended_at=ZERO + taken.duration_ms)
    assert made.complete
    assert [(take.source, take.kind, take.gaps) for take in made.takes] == [
        ("u1/camera", "audio", []),
        ("u1/camera", "video", []),
    ]


def test_sound_says_how_loud_it_was(bench: Bench, tmp_path: Path) -> None:
    bench.take(make_clip(tmp_path / "film.mp4", "libx264", "aac", 2))
    [line] = bench.journal("audio").levels
    values = bytes.fromhex(line.values)
    assert values[1] > 100, "the tone at the beginning of the second"
    assert values[5] < 40, "the silence in its middle"


@pytest.mark.parametrize(("pix_fmt", "size"), [("yuv422p", (320, 240)), ("yuv420p", (2560, 1440))])
def test_picture_that_terminals_can_not_play_is_converted(
    bench: Bench, tmp_path: Path, pix_fmt: str, size: tuple[int, int]
) -> None:
    film = still(tmp_path / "film.mp4", pix_fmt, size)
    assert bench.take(film).converted == ["video"]
    head = bench.journal("video").head
    assert (head.width or 0) <= 1280
    assert bench.decoded("video") == pytest.approx([40 * n for n in range(25)], abs=2)


def still(path: Path, pix_fmt: str, size: tuple[int, int]) -> Path:
    """A second of one grey picture without sound."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = *size, pix_fmt
        for number in range(25):
            frame = VideoFrame(*size, pix_fmt)
            frame.pts, frame.time_base = number, Fraction(1, 25)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def test_film_of_sound_alone_is_taken(bench: Bench, tmp_path: Path) -> None:
    film = tmp_path / "film.mkv"
    make_clip(tmp_path / "both.mp4", "libx264", "aac", 1)
    with av.open(str(tmp_path / "both.mp4")) as both, av.open(str(film), "w") as sound:
        stream = sound.add_stream_from_template(both.streams.audio[0])
        for packet in both.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                sound.mux(packet)
    assert bench.take(film).tracks == ["audio"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_film"),
        (b"%PDF-1.4 not a film", "no_film"),
        (b"hello " * 1000, "no_film"),
        (b"\0\0\0\x18ftypisom" + b"nonsense" * 500, "damaged"),
        (b"\x1aE\xdf\xa3" + bytes(range(256)) * 16, "damaged"),
        (b"FLV\x01\x05\0\0\0\x09" + bytes(4000), "damaged"),
    ],
)
def test_what_is_no_film_is_refused_by_name(bench: Bench, data: bytes, code: str) -> None:
    bench.film.write_bytes(data)
    assert bench.refusal(bench.film) == code


def test_film_that_is_too_long_is_refused(bench: Bench, tmp_path: Path) -> None:
    assert bench.refusal(make_clip(tmp_path / "film.mp4", "libx264", "aac", 3), max_s=2) == "too_long"


def test_film_that_breaks_off_is_taken_as_far_as_it_goes(bench: Bench, tmp_path: Path) -> None:
    film = make_clip(tmp_path / "film.mkv", "libx264", "libopus", 4)
    data = film.read_bytes()
    film.write_bytes(data[: len(data) * 2 // 3])
    taken = bench.take(film)
    assert 1500 < taken.duration_ms < 3900
    assert bench.decoded("video")
