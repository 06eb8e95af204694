"""An open take on its way to the disk: its fragments, journal lines and gaps."""

from __future__ import annotations

from collections import Counter, deque

from media.packets.codecs.frame import Format, Frame
from media.recording import journal
from media.recording.gaps import Gaps
from media.recording.journal import EndReason, GapReason
from media.recording.levels import Levels
from media.recording.names import TakeNames
from media.recording.news import Fault, Report, TakeClosed, TakeOpened
from media.recording.producer import RecordedProducer
from media.recording.sync import Sync
from media.recording.take import Fragment, Take
from media.recording.writer import Writer

# Corrections of the clock that wait for the disk.
_MOST_LINES = 50


class Shelf:
    """What all takes of one recording share: writer, names, lesson clock, counters."""

    def __init__(self, writer: Writer, names: TakeNames, started_at_ms: int, report: Report) -> None:
        self.writer = writer
        self.names = names
        self.started_at_ms = started_at_ms
        self.report = report
        self.counters: Counter[str] = Counter()

    def lesson_s(self, unix_s: float) -> float:
        """Unix seconds as seconds of the lesson clock, not below its zero."""
        return max(0.0, unix_s - self.started_at_ms / 1000)

    def open(
        self, producer: RecordedProducer, form: Format, timescale: int, time: int, opened_at: float
    ) -> Recorded | None:
        """Open a take whose first frame is at `time`; `None` when the writer has no room."""
        take = Take(self.names.next(producer.id), form, timescale)
        recorded = Recorded(self, producer, take, opened_at)
        lines = recorded.first_lines(take.milliseconds(time))
        if not self.writer.open(take.name, take.file, take.init, journal.encode(lines)):
            self.report(Fault("queue_full", take.name, producer.id))
            return None
        self.counters["record_takes"] += 1
        self.report(TakeOpened(take.name, producer.id))
        return recorded


class Recorded:
    """
    One take that is being recorded.

    `broken` says that a fragment was refused, so that video must wait for a
    keyframe; the next keyframe that `add` takes in heals it.
    """

    def __init__(self, shelf: Shelf, producer: RecordedProducer, take: Take, opened_at: float) -> None:
        self.take = take
        self.opened_at = opened_at
        self.last_timestamp = 0
        self.broken = False
        self._shelf = shelf
        self._producer = producer
        self._gaps = Gaps()
        self._levels = Levels()
        self._sync = Sync(by_report=False)
        self._lines: deque[journal.SyncLine] = deque(maxlen=_MOST_LINES)
        self._faulty = False

    def first_lines(self, start_ms: int) -> list[journal.JournalLine]:
        """What the journal begins with, for a take that starts at `start_ms` of its file."""
        source, _, _ = self._producer.id.rpartition("/")
        form = self.take.format
        head = journal.TakeLine(
            take=self.take.name,
            file=self.take.file,
            source=source,
            kind=self._producer.kind,
            codec=form.codec,
            width=form.width or None,
            height=form.height or None,
            channels=form.channels or None,
            started_at=self._shelf.started_at_ms,
            opened_at=round(self.opened_at * 1000),
            timescale=self.take.timescale,
        )
        init = journal.InitLine(offset=0, size=len(self.take.init))
        return [head, init, self._sync.line(start_ms)]

    def add(self, time: int, frame: Frame, arrival: float) -> bool:
        """Add a frame; false when what came before it could not be queued and it must not follow."""
        hole = 0 if self.take.end is None else time - self.take.end
        self.take.fill(time, arrival)
        if self.take.due(time, frame.keyframe):
            self._commit(self.take.cut(until=time))
        if self.broken and not frame.keyframe:
            return False
        self.broken = False
        if hole > self.take.bridged:
            self.open_gap(0, "publisher_silent")
        self._gaps.close(self.take.milliseconds(time))
        self.take.push(time, frame, arrival)
        self.last_timestamp = frame.timestamp
        return True

    def hear(self, time: int, level: int | None, payload: bytes) -> None:
        """Note how loud the sound packet at `time` of the file says it is."""
        if not self._levels.hear(self.take.milliseconds(time), level, payload):
            self._shelf.counters["record_drop_levels"] += 1

    def cut_if_stale(self, now: float) -> None:
        if self.take.stale(now):
            self._commit(self.take.cut(now=now))

    def open_gap(self, packets: int, reason: GapReason) -> None:
        """From the end of the last frame on something is missing."""
        if not self.take.format.channels:
            self._commit(self.take.cut())
        self._gaps.open(self.take.milliseconds(self.take.end or 0), packets, reason)

    def note_jump(self, arrival: float) -> None:
        """RTP time left arrival behind: by arrival, so much is missing up to now."""
        self._commit(self.take.cut())
        end_ms = self.take.milliseconds(self.take.end or 0)
        self._gaps.close(end_ms)
        self._gaps.open(end_ms, 0, "timestamp_jump")
        by_arrival = 1000 * self._shelf.lesson_s(arrival) - self._sync.offset_ms
        self._gaps.close(max(end_ms, round(by_arrival)))

    def correct(self, timestamp: int, time: int, now: float) -> bool:
        """Take the newest sender report into account; false when it says that RTP time has jumped."""
        captured = self._producer.capture_time(timestamp)
        if captured is None:
            return True
        media_ms = 1000 * time / self.take.timescale
        offset_ms = 1000 * captured - self._shelf.started_at_ms - media_ms
        if self._sync.jumped(offset_ms):
            return False
        if self._sync.observe(offset_ms, now):
            self._lines.append(self._sync.line(media_ms))
        return True

    def end(self, reason: EndReason) -> None:
        """Write what is there and the last line."""
        self._commit(self.take.cut())
        self._gaps.close(self.take.milliseconds(self.take.end or 0))
        self._shelf.counters["record_drop_overlapping"] += self.take.overlapping
        last: list[journal.JournalLine] = [*self._lines, *self._gaps.lines(), *self._levels.take()]
        last.append(journal.EndLine(reason=reason))
        self._shelf.writer.end(self.take.name, journal.encode(last))
        self._shelf.report(TakeClosed(self.take.name, self._producer.id))

    def abandon(self) -> None:
        """The writer has closed the take already."""
        self._shelf.report(TakeClosed(self.take.name, self._producer.id))

    def _commit(self, fragment: Fragment | None) -> None:
        if fragment is None:
            return
        extent = fragment.extent
        start, end = (self.take.milliseconds(time) for time in (extent.start, extent.start + extent.duration))
        line = journal.FragmentLine(
            offset=extent.offset,
            size=extent.size,
            start_ms=start,
            duration_ms=end - start,
            samples=extent.samples,
            keyframe=extent.keyframe,
        )
        lines: list[journal.JournalLine] = [line, *self._lines, *self._gaps.lines()]
        # Where the fragment is refused nothing is known of its sound either.
        lines += self._levels.take(end)
        if self._shelf.writer.append(self.take.name, fragment.data, journal.encode(lines)):
            self.take.written(fragment)
            self._lines.clear()
            self._gaps.written()
            self._faulty = False
            self._shelf.counters["record_fragments"] += 1
        else:
            self._refuse(start, extent.samples)

    def _refuse(self, start_ms: int, samples: int) -> None:
        """The disk is too slow: this fragment is lost, and the journal says so."""
        self._shelf.counters["record_drop_queue_full"] += samples
        self._gaps.open(start_ms, samples, "queue_full")
        self.broken = not self.take.format.channels
        if not self._faulty:
            self._faulty = True
            self._shelf.report(Fault("queue_full", self.take.name, self._producer.id))
