"""The file that comes out: H.264 and AAC in an MP4 with chapters, playable while it is being fetched."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from types import TracebackType
from typing import TYPE_CHECKING, Any

import av
from av.audio.frame import AudioFrame

from server.courseware.convert.tracks import QUICKLY
from server.exports.compose.canvas import HEIGHT, RATE, WIDTH, Canvas
from server.exports.compose.sounds import RATE as SOUND_RATE
from server.exports.compose.sounds import Samples

if TYPE_CHECKING:
    from av.container.core import Chapter

#: Chosen by measurement (docs/adr/0023).
_PICTURE = {**QUICKLY, "crf": "24", "maxrate": "2500k", "bufsize": "5000k"}
_SOUND_BPS = 96_000
#: Players jump to keyframes: one every four seconds.
_GOP = 4 * RATE
_TICKS = 1000


class Film:
    """Takes pictures and sound in order; `chapters` are milliseconds of the film with their titles."""

    def __init__(
        self, path: str, *, picture: bool, threads: int, title: str, chapters: Sequence[tuple[int, int, str]]
    ) -> None:
        self._output: Any = av.open(path, "w", format="mp4", options={"movflags": "faststart"})
        self._output.metadata["title"] = title
        self._output.set_chapters([_chapter(number, *each) for number, each in enumerate(chapters)])
        self._picture = self._new_picture(threads) if picture else None
        self._sound = self._output.add_stream("aac", rate=SOUND_RATE)
        self._sound.layout, self._sound.bit_rate = "stereo", _SOUND_BPS
        self._frames = self._samples = 0

    def _new_picture(self, threads: int) -> Any:
        stream = self._output.add_stream("libx264", rate=RATE, options=dict(_PICTURE))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.gop_size = _GOP
        stream.codec_context.thread_count = threads
        return stream

    def show(self, canvas: Canvas) -> None:
        """The next picture; the canvas may be written into again afterwards."""
        assert self._picture is not None, "a film of sound alone has no pictures"
        canvas.frame.pts, canvas.frame.time_base = self._frames, Fraction(1, RATE)
        self._frames += 1
        self._output.mux(self._picture.encode(canvas.frame))

    def play(self, samples: Samples) -> None:
        """The samples that follow."""
        frame = AudioFrame(format="s16", layout="stereo", samples=len(samples) // 2)
        frame.planes[0].update(samples.tobytes())
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, self._samples, Fraction(1, SOUND_RATE)
        self._samples += frame.samples
        self._output.mux(self._sound.encode(frame))

    def __enter__(self) -> Film:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for stream in filter(None, (self._picture, self._sound)):
                self._output.mux(stream.encode(None))
        self._output.close()


def _chapter(number: int, start_ms: int, end_ms: int, title: str) -> Chapter:
    return {
        "id": number + 1,
        "start": start_ms,
        "end": end_ms,
        "time_base": Fraction(1, _TICKS),
        "metadata": {"title": title},
    }
