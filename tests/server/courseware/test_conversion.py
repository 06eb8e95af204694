"""What becomes of files, and that a hostile one ends with a code, soon and alone."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import av
import pytest
from PIL import Image

from server.courseware.conversion import convert
from server.courseware.convert.order import Made, Order
from server.courseware.words import CODES
from server.jobs.work import JobFailed
from tests.server.courseware import files
from tests.support.courseware import pdf, picture
from tests.support.waiting import eventually

WALL_S = 60.0


class Bench:
    """A folder with one file to convert; `order` may be tightened."""

    def __init__(self, folder: Path) -> None:
        self.source, self.made, self.work = folder / "source", folder / "made", folder / "work"
        for each in (self.made, self.work):
            each.mkdir()
        self.order = Order(str(self.source), str(self.made), "pdf", cpu_s=60, max_pages=20)
        self.told: list[float] = []

    async def convert(self, data: bytes | None = None, wall_s: float = WALL_S) -> Made:
        if data is not None:
            self.source.write_bytes(data)
        return await convert(self.order, self.work, wall_s, self.told.append)

    async def failure(self, data: bytes | None = None, wall_s: float = WALL_S) -> str:
        """The code that the conversion fails with; one that people are told something of."""
        with pytest.raises(JobFailed) as failed:
            await self.convert(data, wall_s)
        assert failed.value.code in CODES
        return failed.value.code

    def page(self, name: str = "page-0001.webp") -> Image.Image:
        with Image.open(self.made / name) as page:
            return page.convert("RGB")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing but a name": (lambda: b"%PDF-1.7 and nothing", "damaged"),
    "encrypted": (files.encrypted_pdf, "encrypted"),
    "too many pages": (lambda: pdf(*["x"] * 21), "too_many_pages"),
    "no pages": (pdf, "no_pages"),
    "text": (lambda: b"Dear children,", "unknown_type"),
    "empty zip": (lambda: b"PK\x03\x04 and no end", "damaged"),
    "zip bomb": (files.bomb_pptx, "zip_bomb"),
    "locked office": (files.locked_office, "encrypted"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "svg_refused"),
    "heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(100), "heic_refused"),
    "png bomb": (files.bomb_png, "too_many_pixels"),
    "half a png": (lambda: picture(size=(400, 400))[:200], "damaged"),
    "half a film": (lambda: b"\x00\x00\x00\x18ftypisom" + bytes(2000), "damaged"),
    "a list of addresses": (lambda: b"#EXTM3U\nhttp://127.0.0.1/secret\n", "unknown_type"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_file_that_is_no_good_is_refused_by_name(bench: Bench, name: str) -> None:
    data, code = HOSTILE[name]
    assert await bench.failure(data()) == code


async def test_a_page_that_is_never_drawn_ends_with_its_time(bench: Bench) -> None:
    bench.order = replace(bench.order, cpu_s=2)
    assert await bench.failure(files.endless_pdf()) == "too_heavy"


async def test_a_conversion_that_hangs_ends_by_the_clock_and_leaves_no_process(bench: Bench) -> None:
    began = time.monotonic()
    assert await bench.failure(files.endless_pdf(), wall_s=1.0) == "too_slow"
    assert time.monotonic() - began < 10


async def test_a_conversion_takes_no_more_memory_than_it_may(bench: Bench) -> None:
    bench.order = replace(bench.order, memory_mb=300, max_megapixels=500)
    assert await bench.failure(picture(size=(20_000, 20_000), mode="L", colour=0)) == "too_heavy"


async def test_a_cancelled_conversion_is_gone(bench: Bench) -> None:
    bench.source.write_bytes(files.endless_pdf())
    doing = asyncio.create_task(bench.convert())
    await asyncio.sleep(0.3)
    doing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await doing


async def test_a_page_of_any_size_is_drawn_no_larger_than_screens_show_it(bench: Bench) -> None:
    made = await bench.convert(pdf("huge", box="0 0 14400 14400"))
    assert (made.width, made.height) == (1920, 1920)


async def test_javascript_in_a_pdf_is_no_reason_to_run_it(bench: Bench) -> None:
    script = "/OpenAction << /S /JavaScript /JS (while \\(1\\) {}) >>"
    assert (await bench.convert(pdf("page", extra=script))).pages == 1


async def test_a_name_that_lies_does_not_matter(bench: Bench) -> None:
    assert (await bench.convert(picture("JPEG"))).kind == "image"


async def test_text_of_pages_is_kept_for_searching(bench: Bench) -> None:
    await bench.convert(pdf("first page", "second page"))
    assert json.loads((bench.made / "text.json").read_text())["pages"] == ["first page", "second page"]
    assert bench.told == [0.5, 1.0]


async def test_a_telephones_picture_stands_upright(bench: Bench) -> None:
    made = await bench.convert(files.sideways_jpeg())
    assert (made.width, made.height) == (40, 80)


async def test_what_is_transparent_is_white(bench: Bench) -> None:
    await bench.convert(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    assert bench.page().getpixel((5, 5)) == (255, 255, 255)


async def test_of_an_animation_the_first_picture_is_shown(bench: Bench) -> None:
    assert (await bench.convert(files.animated_gif())).pages == 1


async def test_a_large_picture_is_made_in_two_sizes(bench: Bench) -> None:
    await bench.convert(picture("JPEG", (3000, 1500)))
    assert bench.page().size == (1920, 960)
    assert bench.page("page-0001-small.webp").size == (960, 480)


async def test_without_libreoffice_one_is_told_what_to_do(bench: Bench) -> None:
    bench.order = replace(bench.order, office="no-such-office")
    assert await bench.failure(files.pptx()) == "no_office"


async def test_a_presentation_is_what_libreoffice_prints(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "printed.pdf").write_bytes(pdf("slide"))
    command = f'cp {tmp_path}/printed.pdf "$out"/source.pdf'
    bench.order = replace(bench.order, office=_office(tmp_path, command))
    made = await bench.convert(files.pptx())
    assert (made.kind, made.pages) == ("slides", 1)


async def test_a_presentation_that_libreoffice_does_not_read_is_damaged(bench: Bench, tmp_path: Path) -> None:
    bench.order = replace(bench.order, office=_office(tmp_path, "exit 1"))
    assert await bench.failure(files.pptx()) == "damaged"


def _office(folder: Path, command: str) -> str:
    """A stand-in for LibreOffice: its last but one argument is the folder to print into."""
    script = folder / "soffice"
    script.write_text(f'#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\nout="$1"\n{command}\n')
    script.chmod(0o755)
    return str(script)


async def test_a_film_that_every_terminal_plays_stays_as_it_is(bench: Bench) -> None:
    files.video(bench.source.with_suffix(".mp4"), preset="ultrafast").rename(bench.source)
    made = await bench.convert()
    assert (made.kind, made.width, made.height, made.duration_ms) == ("video", 320, 180, 2000)
    assert _bytes_of(bench.made / "clip.mp4") == _bytes_of(bench.source)
    assert (bench.made / "poster.webp").is_file()
    assert (bench.made / "clip.mp4").read_bytes().index(b"moov") < 100


async def test_any_other_film_is_made_one_that_every_terminal_plays(bench: Bench) -> None:
    size, fast = (1920, 1080), {"deadline": "realtime", "cpu-used": "8"}
    files.video(bench.source.with_suffix(".webm"), "libvpx", size, **fast).rename(bench.source)
    made = await bench.convert()
    assert (made.width, made.height) == (1280, 720)
    assert 1900 <= (made.duration_ms or 0) <= 2100
    with av.open(str(bench.made / "clip.mp4")) as clip:
        assert clip.streams.video[0].codec_context.name == "h264"


@pytest.mark.parametrize(("suffix", "codec"), [(".mp3", "libmp3lame"), (".m4a", "aac"), (".wav", "pcm_u8")])
async def test_sound_becomes_aac(bench: Bench, suffix: str, codec: str) -> None:
    files.sound(bench.source.with_suffix(suffix), codec).rename(bench.source)
    made = await bench.convert()
    assert made.kind == "audio"
    assert 1900 <= (made.duration_ms or 0) <= 2200
    with av.open(str(bench.made / "clip.m4a")) as clip:
        assert clip.streams.audio[0].codec_context.name == "aac"


async def test_a_film_that_is_too_long_is_refused(bench: Bench) -> None:
    files.video(bench.source.with_suffix(".mp4"), preset="ultrafast").rename(bench.source)
    bench.order = replace(bench.order, max_clip_s=1)
    assert await bench.failure() == "clip_too_long"


def _bytes_of(path: Path) -> list[bytes]:
    """The coded pictures of a film."""
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(video=0) if packet.size]


async def test_a_conversion_has_no_network_and_ends_with_whoever_wanted_it(
    bench: Bench, tmp_path: Path
) -> None:
    bench.source.write_bytes(files.endless_pdf())
    (tmp_path / "order").write_text(json.dumps(asdict(bench.order)) + "\n")
    # The shell says which process it has started, and is killed while that works.
    command = f"{sys.executable} -m server.courseware.convert <{tmp_path}/order >/dev/null 2>&1"
    shell = await asyncio.create_subprocess_exec(
        *("sh", "-c", f"{command} & echo $!; wait"), stdout=asyncio.subprocess.PIPE
    )
    assert shell.stdout is not None
    converter = Path("/proc") / (await shell.stdout.readline()).decode().strip()
    await eventually(lambda: _is_confined(converter), 10)
    network = Path("ns") / "net"
    has_network = (converter / network).readlink() == ("/proc/self" / network).readlink()
    assert has_network == (not _may_leave_network())
    shell.kill()
    await shell.wait()
    await eventually(lambda: _is_gone(converter), 10)


def _may_leave_network() -> bool:
    return subprocess.run(["unshare", "-Urn", "true"], capture_output=True, check=False).returncode == 0


async def _is_confined(process: Path) -> bool:
    """PDFium is loaded: it has taken all it may from itself, and draws."""
    return "pdfium" in (process / "maps").read_text()


async def _is_gone(process: Path) -> bool:
    stat = process / "stat"
    return not stat.exists() or stat.read_text().rpartition(") ")[2].startswith("Z")
