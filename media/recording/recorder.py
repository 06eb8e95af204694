"""Record the chosen producers of one room into its folder, whoever comes and goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from media.recording.capture import Capture
from media.recording.journal import EndReason
from media.recording.names import TakeNames
from media.recording.news import Fault, News, Recovered, Report
from media.recording.producer import RecordedProducer
from media.recording.recorded import Shelf
from media.recording.sweep import repair_folder
from media.recording.writer import RESERVE, WriteFailure, Writer


class Recorder:
    """
    A consumer whose receiver is a folder of takes.

    Tell it of every producer that appears or closes, and which ids to record, in
    any order; call `tick` every 20 ms. It outlives its publishers: an id that comes
    back goes on in a new take. Disk work happens in a thread of its own.
    """

    def __init__(
        self,
        folder: Path,
        started_at_ms: int,
        report: Report,
        *,
        reserve: int = RESERVE,
        writer: Writer | None = None,
    ) -> None:
        # One listing, before the first packet: takes are numbered on behind those of a worker that died.
        files = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        self.folder = folder
        self._writer = writer or Writer(folder, prepare=repair_folder, reserve=reserve)
        self._shelf = Shelf(self._writer, TakeNames(files), started_at_ms, self._tell)
        self._report = report
        #: The producers whose last fault is not mended yet.
        self._faulty: set[str] = set()
        self._selected: frozenset[str] = frozenset()
        self._producers: dict[str, RecordedProducer] = {}
        self._captures: dict[str, Capture] = {}
        self._closed = False
        self._now = 0.0

    @property
    def counters(self) -> Counter[str]:
        """Totals, named like the metrics: `record_fragments`, `record_drop_REASON`, …"""
        return self._shelf.counters

    @property
    def takes(self) -> dict[str, str]:
        """The open takes by producer id."""
        return {name: capture.take for name, capture in self._captures.items() if capture.take}

    def select(self, producer_ids: set[str], now: float) -> None:
        """Record exactly these producers from now on; those that do not exist yet when they appear."""
        self._now = now
        self._selected = frozenset(producer_ids)
        for identifier in [name for name in self._captures if name not in self._selected]:
            self._detach(identifier, "closed", now)
        for identifier in self._selected - self._captures.keys():
            self._attach(identifier, now)

    def producer_appeared(self, producer: RecordedProducer, now: float) -> None:
        """A producer exists from now on; it replaces one of the same id."""
        self._detach(producer.id, "publisher_left", now)
        self._producers[producer.id] = producer
        if producer.id in self._selected:
            self._attach(producer.id, now)

    def producer_closed(self, producer_id: str, now: float) -> None:
        """A producer is gone; its take ends with what has come."""
        self._detach(producer_id, "publisher_left", now)
        self._producers.pop(producer_id, None)

    def tick(self, now: float) -> None:
        """Give up lost packets, cut fragments that are due, and hear what the disk said."""
        self._now = now
        while self._writer.written:
            self._recovered(self._recorded_in(self._writer.written.popleft()))
        while self._writer.failures:
            self._failed(self._writer.failures.popleft(), now)
        for capture in self._captures.values():
            capture.tick(now)

    def finish(self) -> Coroutine[Any, Any, None]:
        """End every take and close at once; await what is returned to know that all is on disk."""
        self._stop("finished")
        return self._writer.drained()

    def close(self) -> None:
        """End every take; what is queued is still written. Idempotent."""
        self._stop("closed")

    def _tell(self, news: News) -> None:
        if isinstance(news, Fault) and news.producer:
            self._faulty.add(news.producer)
        self._report(news)

    def _failed(self, failure: WriteFailure, now: float) -> None:
        producer = self._recorded_in(failure.take)
        self._shelf.counters[f"record_{failure.code}"] += 1
        self._tell(Fault(failure.code, f"{failure.take}: {failure.text}", producer))
        if producer:
            self._captures[producer].failed(now)

    def _recovered(self, producer: str) -> None:
        if producer in self._faulty:
            self._faulty.discard(producer)
            self._report(Recovered(producer))

    def _recorded_in(self, take: str) -> str:
        """The producer whose open take this is; empty when it has ended."""
        return next((name for name, capture in self._captures.items() if capture.take == take), "")

    def _stop(self, reason: EndReason) -> None:
        if self._closed:
            return
        self._closed = True
        for identifier in list(self._captures):
            self._detach(identifier, reason, self._now)
        self._selected = frozenset()
        self._producers.clear()
        self._writer.close()

    def _attach(self, identifier: str, now: float) -> None:
        producer = self._producers.get(identifier)
        if producer is None or self._closed:
            return
        capture = self._captures[identifier] = Capture(producer, self._shelf, now)
        capture.subscribe(now)

    def _detach(self, identifier: str, reason: EndReason, now: float) -> None:
        capture = self._captures.pop(identifier, None)
        if capture is not None:
            capture.close(reason, now)
            self._recovered(identifier)
