"""What is recorded of one room on this worker, and the news of it that control hears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from media.recording.news import Fault, News, Recovered, TakeClosed, TakeOpened
from media.recording.recorder import Recorder
from media.routing.producer import Producer
from media.worker.protocol import Record, RecordingFault, RecordingRecovered, TakeNews

RecordingEvent = RecordingFault | RecordingRecovered | TakeNews


class RoomRecording:
    """The room's recorder, from the first `record` until it is released to be finished."""

    def __init__(self, room: str, report: Callable[[RecordingEvent], None], reserve: int) -> None:
        self._room = room
        self._report = report
        self._reserve = reserve
        self._recorder: Recorder | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a recorder, be it one that records nothing at present."""
        return self._recorder is not None

    @property
    def counters(self) -> Counter[str]:
        return self._recorder.counters if self._recorder is not None else Counter()

    def record(self, command: Record, present: Iterable[Producer], now: float) -> None:
        """Record exactly these producers; `present` are those that there are now. Raises `OSError`."""
        if self._recorder is None:
            self._recorder = Recorder(
                Path(command.folder), command.started_at, self._tell, reserve=self._reserve
            )
            for producer in present:
                self._recorder.producer_appeared(producer, now)
        self._recorder.select(set(command.producers), now)

    def release(self) -> Recorder | None:
        """Give the recorder away, for the caller to finish it."""
        recorder, self._recorder = self._recorder, None
        return recorder

    def end(self) -> None:
        """End every take; what is closed after this does not look like publishers that left."""
        if self._recorder is not None:
            self._recorder.close()

    def producer_appeared(self, producer: Producer, now: float) -> None:
        if self._recorder is not None:
            self._recorder.producer_appeared(producer, now)

    def producer_closed(self, identifier: str, now: float) -> None:
        if self._recorder is not None:
            self._recorder.producer_closed(identifier, now)

    def tick(self, now: float) -> None:
        if self._recorder is not None:
            self._recorder.tick(now)

    def _tell(self, news: News) -> None:
        match news:
            case Fault():
                self._report(
                    RecordingFault(room=self._room, code=news.code, text=news.text, producer=news.producer)
                )
            case Recovered():
                self._report(RecordingRecovered(room=self._room, producer=news.producer))
            case TakeOpened() | TakeClosed():
                is_open = isinstance(news, TakeOpened)
                self._report(TakeNews(room=self._room, take=news.take, producer=news.producer, open=is_open))
