"""Write one take of an imported film: fragments into the file, then the journal that speaks of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from media.packets.codecs.frame import Format
from media.recording import journal, mp4
from media.recording.journal import (
    EndLine,
    FragmentLine,
    InitLine,
    JournalLine,
    LevelsLine,
    SyncLine,
    TakeLine,
)
from media.recording.names import track_name
from media.recording.samples import Sample

FRAGMENT_S = 1.0


class TakeFile:
    """
    Takes samples in the order of decoding; times are in units of `timescale` and begin at 0.

    `close` says where that beginning lies on the lesson clock.
    """

    def __init__(self, folder: Path, source: str, form: Format, timescale: int) -> None:
        self.kind = "audio" if form.channels else "video"
        self.name = f"{track_name(f'{source}/{self.kind}')}-0001"
        self._folder, self._source, self._form, self._timescale = folder, source, form, timescale
        self._file = (folder / f"{self.name}.mp4").open("wb")
        init = mp4.init_section(form, timescale)
        self._init = InitLine(offset=0, size=self._file.write(init))
        self._pending: list[Sample] = []
        self._fragments: list[FragmentLine] = []
        #: Where the last sample ends.
        self.end = 0

    def add(self, sample: Sample) -> None:
        if self._is_due(sample):
            self._cut()
        self._pending.append(sample)
        self.end = sample.time + sample.duration

    def close(self, started_at: int, offset_ms: float, levels: Sequence[LevelsLine] = ()) -> None:
        """Write what is left and the journal; add `offset_ms` to the file's time for the lesson's."""
        self._cut()
        self._file.close()
        head = TakeLine(
            take=self.name,
            file=f"{self.name}.mp4",
            source=self._source,
            kind="audio" if self._form.channels else "video",
            codec=self._form.codec,
            width=self._form.width or None,
            height=self._form.height or None,
            channels=self._form.channels or None,
            started_at=started_at,
            opened_at=started_at + round(offset_ms),
            timescale=self._timescale,
        )
        sync = SyncLine(media_ms=0, lesson_ms=round(offset_ms, 1), basis="sender_report")
        end = EndLine(reason="finished")
        lines: list[JournalLine] = [head, self._init, sync, *self._fragments, *levels, end]
        (self._folder / f"{self.name}.jsonl").write_bytes(journal.encode(lines))

    def _is_due(self, sample: Sample) -> bool:
        if not self._pending:
            return False
        if sample.keyframe and not self._form.channels:
            return True
        return sample.time - self._pending[0].time >= FRAGMENT_S * self._timescale

    def _cut(self) -> None:
        if not self._pending:
            return
        samples, self._pending = self._pending, []
        offset = self._file.tell()
        size = self._file.write(mp4.fragment(len(self._fragments) + 1, self._form, samples))
        start, end = (self._milliseconds(time) for time in (samples[0].time, self.end))
        self._fragments.append(
            FragmentLine(
                offset=offset,
                size=size,
                start_ms=start,
                duration_ms=end - start,
                samples=len(samples),
                keyframe=samples[0].keyframe,
            )
        )

    def _milliseconds(self, time: int) -> int:
        return round(1000 * time / self._timescale)
