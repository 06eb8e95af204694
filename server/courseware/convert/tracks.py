"""One track of a clip on its way into the new file: as it is, or encoded again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Protocol

import av
from av.error import FFmpegError
from av.filter import Graph
from av.video.frame import VideoFrame

#: Enough for a screen at the front of a classroom, and half a megabyte for ten seconds.
HEIGHT, FASTEST = 720, 30
#: x264 in a third of the time of `veryfast`, as good and nearly as small (docs/PERFORMANCE.md): `superfast`,
#: but bits go where later frames need them (`mbtree`), and two frames of three lean on both sides untried.
QUICKLY = {"preset": "superfast", "mbtree": "1", "rc-lookahead": "10", "bf": "2", "b_strategy": "0"}
_PICTURE = {**QUICKLY, "crf": "23", "profile": "high"}
#: Of 720p, in kbit/s; another size has as much for each of its pixels.
_MOST_KBPS = 2000
_SOUND_BPS, _SOUND_RATE = 128_000, 48_000
THREADS = 2


class Track(Protocol):
    """Takes packets of the source, gives those of the new file; `None` asks for what is left."""

    def feed(self, packet: Any) -> Iterator[Any]: ...


class Copied:
    """Packets as they are."""

    def __init__(self, source: Any, output: Any) -> None:
        self._stream = output.add_stream_from_template(source)

    def feed(self, packet: Any) -> Iterator[Any]:
        if packet is not None and packet.dts is not None:
            packet.stream = self._stream
            yield packet


class Sound:
    """Any sound to AAC, stereo, 128 kbit/s."""

    def __init__(self, source: Any, output: Any) -> None:
        self._source = source
        self._stream = output.add_stream("aac", rate=_SOUND_RATE)
        self._stream.layout, self._stream.bit_rate = "stereo", _SOUND_BPS

    def feed(self, packet: Any) -> Iterator[Any]:
        for frame in _decoded(self._source, packet):
            yield from self._stream.encode(frame)
        if packet is None:
            yield from self._stream.encode(None)


class Picture:
    """Any video to H.264 of 16:9 and at most that height, 30 frames a second, upright, progressive."""

    def __init__(self, source: Any, output: Any, height: int = HEIGHT) -> None:
        self._source, self._output, self._height = source, output, height
        self._stream: Any = None
        self._graph: Any = None
        self._like: tuple[Any, ...] = ()
        self._newest = -1.0

    def feed(self, packet: Any) -> Iterator[Any]:
        for frame in _decoded(self._source, packet):
            if self._is_wanted(frame):
                yield from self._encoded(frame)
        if packet is None and self._stream is not None:
            yield from self._stream.encode(None)

    def _is_wanted(self, frame: VideoFrame) -> bool:
        if frame.pts is None or frame.time is None or frame.time - self._newest < 0.9 / FASTEST:
            return False
        self._newest = frame.time
        return True

    def _encoded(self, frame: VideoFrame) -> Iterator[Any]:
        like = frame.width, frame.height, frame.format.name, frame.rotation
        if like != self._like:
            self._like, self._graph = like, self._new_graph(frame)
        # What is left at the end bears no clock.
        pts, time_base = frame.pts, frame.time_base or self._source.time_base
        self._graph.vpush(frame)
        shown = self._graph.vpull()
        # A filter counts in a clock of its own.
        shown.pts, shown.time_base, shown.pict_type = pts, time_base, 0
        yield from self._stream.encode(shown)

    def _new_graph(self, frame: VideoFrame) -> Graph:
        width, height = frame.width, frame.height
        turn = _TURNS.get(round(frame.rotation / 90) * 90, [])
        if turn and turn[0][0] == "transpose":
            width, height = height, width
        if self._stream is None:
            self._stream = self._new_stream(*fitted(width, height, self._height))
        size = f"{self._stream.width}:{self._stream.height}:flags=bilinear"
        return _graph(frame, self._source.time_base, [*turn, ("scale", size), ("format", "yuv420p")])

    def _new_stream(self, width: int, height: int) -> Any:
        rate = self._source.average_rate
        rate = min(rate, Fraction(FASTEST)) if rate else Fraction(25)
        most = _MOST_KBPS * self._height**2 // HEIGHT**2
        bounds = {"maxrate": f"{most}k", "bufsize": f"{2 * most}k"}
        stream = self._output.add_stream("libx264", rate=rate, options={**_PICTURE, **bounds})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        # The places where screens can jump to.
        stream.codec_context.gop_size = round(2 * rate)
        stream.codec_context.thread_count = THREADS
        return stream


_TURNS: dict[int, list[tuple[str, str]]] = {
    -90: [("transpose", "clock")],
    90: [("transpose", "cclock")],
    180: [("hflip", ""), ("vflip", "")],
    -180: [("hflip", ""), ("vflip", "")],
}


def fitted(width: int, height: int, most: int = HEIGHT) -> tuple[int, int]:
    """The size to encode at: within 16:9 of that height or, upright, of that width; even, as 4:2:0 wants."""
    long = round(most * 16 / 9)
    wide, high = (long, most) if width >= height else (most, long)
    scale = min(1.0, wide / width, high / height)
    return max(2, round(width * scale) & ~1), max(2, round(height * scale) & ~1)


def _graph(frame: VideoFrame, time_base: Fraction, filters: list[tuple[str, str]]) -> Graph:
    graph = Graph()
    base = frame.time_base or time_base
    nodes = [
        graph.add_buffer(
            width=frame.width,
            height=frame.height,
            format=frame.format,
            time_base=base,
        )
    ]
    for name, arguments in filters:
        nodes.append(graph.add(name, arguments or None))
    nodes.append(graph.add("buffersink"))
    graph.link_nodes(*nodes).configure()
    return graph


def _decoded(stream: Any, packet: Any) -> list[Any]:
    """The frames of a packet; what can't be decoded is left out."""
    try:
        return list(stream.codec_context.decode(packet))
    except av.error.MemoryError:
        raise
    except FFmpegError:
        return []
