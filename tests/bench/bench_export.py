"""
How fast lessons become films, and films lessons, on one core.

    python -m tests.bench.bench_export [--seconds 60]

Real time is divided by the processor's time of the process that does it: other work on the machine
moves it little. The cameras are of 1280 x 720 and 30 pictures a second, with a moving head and noise.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
from av.filter import Graph
from PIL import Image, ImageDraw

from server.imports.taking import taking
from server.imports.taking.order import Order as Film
from signaling.cues import FloorGiven, SourceAdded
from signaling.state import Source, SourceKind
from signaling.tools.courseware.cues import DocumentAdded, PageShown
from signaling.tools.courseware.state import Document, DocumentKind
from tests.bench.table import table
from tests.server.exports.compose.lesson import CLASSROOM, TEACHER, ZERO, RecordedLesson

RATE = 30
CAMERA = {"preset": "ultrafast", "profile": "baseline", "tune": "zerolatency", "b": "1500k"}
FULL = (1920, 1080)
#: libx265 tells more than anybody wants to read.
QUIET = {"x265-params": "log-level=error"}
PAGE_S = 15


def main(seconds: int) -> None:
    # What bounds the process of an import would bound this one.
    taking.allow_cpu = lambda _: None
    with tempfile.TemporaryDirectory() as folder:
        films = Path(folder)
        camera = film(films / "camera.mp4", seconds, (1280, 720))
        heavy = film(films / "heavy.mp4", seconds, FULL, pix_fmt="yuv422p", preset="ultrafast")
        modern = film(films / "modern.mp4", seconds, FULL, "libx265", preset="ultrafast", b="6000k", **QUIET)
        rows = [export(films, camera, seconds, *content) for content in CONTENTS]
        print(table(("a film of", "x real time", "kbit/s"), rows), flush=True)
        rows = [
            bring(films, "H.264 720p and AAC, copied", camera),
            bring(films, "1080p H.264 4:2:2, converted", heavy),
            bring(films, "1080p HEVC, converted", modern),
        ]
        print(table(("an import of", "x real time", "kbit/s"), rows), flush=True)


def film(
    path: Path,
    seconds: int,
    size: tuple[int, int],
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    **options: str,
) -> Path:
    """What a camera sees that looks at somebody, with a tone."""
    graph = Graph()
    width, height = size
    ground = graph.add(
        "gradients", f"size={width}x{height}:rate={RATE}:speed=0.002:c0=0x667755:c1=0x333a44:n=2"
    )
    moving = "x='iw*0.4+iw*0.05*sin(t)':y='ih*0.2+ih*0.02*sin(3*t)':w=iw*0.2:h=ih*0.6:color=0xd0a080:t=fill"
    nodes = [
        ground,
        graph.add("drawbox", moving),
        graph.add("noise", "alls=7:allf=t"),
        graph.add("format", pix_fmt),
        graph.add("buffersink"),
    ]
    graph.link_nodes(*nodes).configure()
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=RATE, options=options or dict(CAMERA))
        stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt
        sound = output.add_stream("aac", rate=48_000, layout="stereo")
        tone = Graph()
        source, end = tone.add("sine", "frequency=440:sample_rate=48000"), tone.add("abuffersink")
        tone.link_nodes(
            source, tone.add("aformat", "channel_layouts=stereo:sample_fmts=fltp"), end
        ).configure()
        for number in range(seconds * RATE):
            frame = graph.vpull()
            frame.pts, frame.time_base, frame.pict_type = number, Fraction(1, RATE), 0
            output.mux(stream.encode(frame))
        for _ in range(seconds * 48_000 // 1024):
            output.mux(sound.encode(tone.pull()))
        output.mux([*stream.encode(None), *sound.encode(None)])
    return path


def bring(films: Path, name: str, path: Path) -> list[str]:
    folder = films / f"{path.stem} taken"
    folder.mkdir()
    os.chdir(films)
    began = time.process_time()
    taken = taking.take_apart(Film(str(path), str(folder), TEACHER, ZERO), lambda done: None)
    return measured(
        name, taken.duration_ms / 1000, began, sum(each.stat().st_size for each in folder.iterdir())
    )


def measured(name: str, seconds: float, began: float, size: int) -> list[str]:
    took = time.process_time() - began
    return [name, f"{seconds / took:.1f}", f"{8 * size / seconds / 1000:.0f}"]


def export(
    films: Path,
    camera: Path,
    seconds: int,
    name: str,
    prepare: Callable[[RecordedLesson], None],
    **options: object,
) -> list[str]:
    folder = films / name
    folder.mkdir()
    lesson = RecordedLesson(folder, seconds)
    lesson.begins()
    os.chdir(films)
    for member in (TEACHER, CLASSROOM):
        taking.take_apart(Film(str(camera), str(folder), member, ZERO), lambda done: None)
    taking.take_apart(Film(str(camera), str(folder), "t-screen", ZERO), lambda done: None)
    prepare(lesson)
    began = time.process_time()
    out = lesson.film(documents={"d": str(films / "pages")}, **options)
    return measured(name, seconds, began, out.stat().st_size)


def head(lesson: RecordedLesson) -> None:
    """The teacher alone."""


def slides(lesson: RecordedLesson) -> None:
    folder = lesson.folder.parent / "pages"
    folder.mkdir(exist_ok=True)
    pages = max(1, round(lesson.seconds / PAGE_S))
    for number in range(1, pages + 1):
        page(folder / f"page-{number:04}.webp", number)
    document = Document(id="d", kind=DocumentKind.SLIDES, title="d", pages=pages, width=1920, height=1080)
    lesson.happens(0, DocumentAdded(document=document))
    for number in range(1, pages + 1):
        lesson.happens((number - 1) * PAGE_S, PageShown(document="d", page=number))


def page(path: Path, number: int) -> None:
    picture = Image.new("RGB", (1920, 1080), (252, 250, 245))
    pencil = ImageDraw.Draw(picture)
    for line in range(12):
        pencil.rectangle(
            (160, 200 + 60 * line, 160 + (line * 397 + number * 211) % 1500, 230 + 60 * line), (40, 50, 60)
        )
    picture.save(path)


def three(lesson: RecordedLesson) -> None:
    """A shared screen that moves all the time, the teacher, and who is called on."""
    for path in lesson.folder.glob("t-screen-camera-*"):
        if path.suffix == ".jsonl":
            path.write_text(path.read_text().replace("t-screen/camera", "t/screen"))
    screen = Source(id="t/screen", member=TEACHER, kind=SourceKind.SCREEN, audio=False, video=True)
    lesson.happens(0, SourceAdded(source=screen), FloorGiven(member=CLASSROOM))


CONTENTS = (
    ("a talking head", head),
    ("slides beside a talking head", slides),
    ("three moving pictures", three),
)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=60)
    main(parser.parse_args().seconds)
