"""A film's picture on its way into a take: packets as they are, or encoded again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from media.packets.codecs.frame import Format
from media.recording.samples import Sample
from server.courseware.convert.tracks import Picture as Encoding
from server.imports.taking.formats import as_it_is, encoded, prefixed
from server.imports.taking.takefile import TakeFile

TIMESCALE = 90_000
#: What the last frame lasts, of which nobody knows.
_USUAL = TIMESCALE // 25
#: A hole or a jump back in a damaged file is closed.
_LONGEST = 10 * TIMESCALE


class Picture:
    """
    Takes the packets of one video track; `Copying` and `Converting` differ in what becomes of one.

    `first_s` is the time of the first frame in the film, in seconds.
    """

    def __init__(self, folder: Path, source: str) -> None:
        self._folder, self._source = folder, source
        self._take: TakeFile | None = None
        self._last: Sample | None = None
        self._first = 0
        self.first_s: float | None = None

    def feed(self, packet: Any) -> None:
        """Take the next packet; `None` at the end."""
        for each in self._packets(packet):
            self._add(each)
        if packet is None and self._last is not None and self._take is not None:
            self._take.add(self._last)

    @property
    def take(self) -> TakeFile | None:
        """What was written; `None` where no frame could be used."""
        return self._take

    @property
    def offset_s(self) -> float:
        """The film's seconds at which the take begins."""
        return self._first / TIMESCALE

    def _packets(self, packet: Any) -> Iterator[tuple[Any, bytes]]:
        raise NotImplementedError

    def _format(self, data: bytes) -> Format:
        raise NotImplementedError

    def _add(self, given: tuple[Any, bytes]) -> None:
        packet, data = given
        if packet.dts is None or packet.pts is None or (self._take is None and not packet.is_keyframe):
            return
        dts, pts = (round(Fraction(time) * packet.time_base * TIMESCALE) for time in (packet.dts, packet.pts))
        if self._take is None:
            self._take = TakeFile(self._folder, self._source, self._format(data), TIMESCALE)
            self._first, self.first_s = dts, pts / TIMESCALE
        self._push(Sample(dts - self._first, _USUAL, data, packet.is_keyframe, max(0, pts - dts)))

    def _push(self, sample: Sample) -> None:
        """A sample lasts until the next one: it waits for it."""
        last, self._last = self._last, sample
        if last is None or self._take is None:
            return
        step = sample.time - last.time
        if not 0 < step <= _LONGEST:
            # Whatever follows is moved to where it can be played.
            moved = last.time + _USUAL
            self._first += sample.time - moved
            self._last = Sample(moved, _USUAL, sample.data, sample.keyframe, sample.shift)
            step = _USUAL
        self._take.add(Sample(last.time, step, last.data, last.keyframe, last.shift))


class Copying(Picture):
    """Packets as they are; `form` is what `copied_format` has said."""

    def __init__(self, folder: Path, source: str, form: Format) -> None:
        super().__init__(folder, source)
        self._form = form

    def _packets(self, packet: Any) -> Iterator[tuple[Any, bytes]]:
        if packet is not None and packet.size:
            yield packet, bytes(packet)

    def _format(self, data: bytes) -> Format:
        return self._form


class Converting(Picture):
    """H.264 of at most that height and 30 frames a second, upright and progressive."""

    def __init__(self, folder: Path, source: str, stream: Any, work: Path, height: int) -> None:
        super().__init__(folder, source)
        # Nothing is written there: an encoder wants to know for what kind of file it works.
        self._unused = av.open(str(work / "unused.mp4"), "w")
        self._encoding = Encoding(stream, self._unused, height)

    def _packets(self, packet: Any) -> Iterator[tuple[Any, bytes]]:
        for each in self._encoding.feed(packet):
            yield each, prefixed(bytes(each))

    def _format(self, data: bytes) -> Format:
        return encoded(self._unused.streams.video[0])


def copied_format(stream: Any, first: bytes) -> Format | None:
    """The format of a track that can be taken as it is; `None` where it must be converted."""
    return as_it_is(stream.codec_context.name, stream.codec_context.extradata, first)
