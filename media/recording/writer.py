"""Write takes to disk in a thread of their own: a slow disk must never delay a packet."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import shutil
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

_log = logging.getLogger("tongke.recorder")

# Some ten seconds of a lesson with ten cameras; beyond it the disk is not slow but gone.
QUEUE_LIMIT = 16 * 2**20  # bytes
# A fragment a second of a hundred tracks: the recorder looks 50 times a second.
NEWS_LIMIT = 1000
# Left free unless told otherwise, so that the database next to the recordings can go on.
RESERVE = 64 * 2**20  # bytes


@dataclass(frozen=True, slots=True)
class WriteFailure:
    """A take that could not be written on; `code` is `disk_full` or `write_failed`."""

    take: str
    code: str
    text: str


class _File:
    """A take's two open files, and how much of them is whole."""

    def __init__(self, media: BinaryIO, journal: BinaryIO) -> None:
        self.media = media
        self.journal = journal
        self.whole = 0

    def append(self, data: bytes, lines: bytes) -> None:
        _write_whole(self.media, data)
        self.whole += len(data)
        _write_whole(self.journal, lines)

    def trim(self) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self.media.fileno(), self.whole)

    def close(self) -> None:
        for file in (self.media, self.journal):
            with contextlib.suppress(OSError):
                file.close()


def _write_whole(file: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def open_unbuffered(path: Path) -> BinaryIO:
    """Create a new file whose writes go to the kernel at once."""
    return path.open("xb", buffering=0)


def free_space(folder: Path) -> int:
    return shutil.disk_usage(folder).free


class Writer:
    """
    The thread that owns a folder's files.

    `open`, `append` and `end` only queue and never wait; the first two answer
    whether there was room. What went wrong is in `failures`; a take that failed
    is closed and needs no `end`. `written` are the takes that got a fragment lately.
    """

    def __init__(
        self,
        folder: Path,
        *,
        prepare: Callable[[Path], object] = lambda folder: None,
        limit: int = QUEUE_LIMIT,
        reserve: int = RESERVE,
        opener: Callable[[Path], BinaryIO] = open_unbuffered,
        free: Callable[[Path], int] = free_space,
    ) -> None:
        self.failures: deque[WriteFailure] = deque()
        self.written: deque[str] = deque(maxlen=NEWS_LIMIT)
        self._folder = folder
        self._prepare = prepare
        self._limit = limit
        self._reserve = reserve
        self._opener = opener
        self._free = free
        self._files: dict[str, _File] = {}
        self._unsynced: set[str] = set()
        self._queued = 0
        self._lock = threading.Lock()
        self._jobs: SimpleQueue[tuple[int, Callable[[], None]] | None] = SimpleQueue()
        self._done: Future[None] = Future()
        self._closed = False
        threading.Thread(target=self._run, name="recorder", daemon=True).start()

    def open(self, take: str, file: str, init: bytes, lines: bytes) -> bool:
        """Create a take's file and journal with their first bytes."""
        return self._put(len(init) + len(lines), lambda: self._open(take, file, init, lines), take)

    def append(self, take: str, data: bytes, lines: bytes) -> bool:
        """Append media data, and then the lines that speak of it."""
        return self._put(len(data) + len(lines), lambda: self._append(take, data, lines), take)

    def end(self, take: str, lines: bytes) -> None:
        """Append the last lines and close the take's files; always finds room."""
        self._add(len(lines), lambda: self._end(take, lines), take)

    async def drained(self) -> None:
        """Return when everything queued so far is on disk or has failed."""
        reached: Future[None] = Future()
        if self._closed:
            await asyncio.wrap_future(self._done)
            return
        self._jobs.put((0, lambda: reached.set_result(None)))
        await asyncio.wrap_future(reached)

    def close(self) -> None:
        """Let the thread end behind what is queued; idempotent, does not wait."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)

    def _put(self, size: int, job: Callable[[], None], take: str) -> bool:
        if self._closed or self._queued + size > self._limit:
            return False
        self._add(size, job, take)
        return True

    def _add(self, size: int, job: Callable[[], None], take: str) -> None:
        with self._lock:
            self._queued += size
        self._jobs.put((size, lambda: self._guarded(take, job)))

    # ---- everything below runs in the thread -------------------------------------------

    def _run(self) -> None:
        try:
            self._begin()
            while (entry := self._jobs.get()) is not None:
                size, job = entry
                job()
                with self._lock:
                    self._queued -= size
                if self._jobs.empty():
                    self._sync()
        finally:
            self._sync()
            for file in self._files.values():
                file.close()
            self._done.set_result(None)

    def _begin(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._prepare(self._folder)
        except Exception:
            # What an earlier run left behind must not keep this lesson from being recorded.
            _log.exception("the folder %s could not be repaired", self._folder)

    def _guarded(self, take: str, job: Callable[[], None]) -> None:
        try:
            job()
        except OSError as error:
            self._fail(take, error)
        except Exception as error:
            # One broken take must not end the thread that writes all the others.
            _log.exception("take %s could not be written", take)
            self._fail(take, OSError(errno.EIO, str(error)))

    def _fail(self, take: str, error: OSError) -> None:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        failure = WriteFailure(take, "disk_full" if full else "write_failed", error.strerror or str(error))
        self.failures.append(failure)
        self._unsynced.discard(take)
        if (file := self._files.pop(take, None)) is not None:
            file.trim()
            with contextlib.suppress(OSError):
                _write_whole(file.journal, b'{"type":"end","reason":"write_failed"}\n')
            file.close()

    def _require_space(self, size: int) -> None:
        if self._free(self._folder) < self._reserve + size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _open(self, take: str, file: str, init: bytes, lines: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._require_space(len(init) + len(lines))
        journal = self._opener(self._folder / f"{take}.jsonl")
        try:
            _write_whole(journal, lines)
            media = self._opener(self._folder / file)
        except OSError:
            journal.close()
            raise
        opened = self._files[take] = _File(media, journal)
        opened.append(init, b"")
        self._unsynced.add(take)

    def _append(self, take: str, data: bytes, lines: bytes) -> None:
        file = self._files.get(take)
        if file is None:
            return
        self._require_space(len(data) + len(lines))
        file.append(data, lines)
        self.written.append(take)
        self._unsynced.add(take)

    def _end(self, take: str, lines: bytes) -> None:
        file = self._files.get(take)
        if file is None:
            return
        _write_whole(file.journal, lines)
        self._sync()
        del self._files[take]
        file.close()

    def _sync(self) -> None:
        """Bring the files onto the disk itself: a power cut shall cost no more than a crash."""
        unsynced, self._unsynced = self._unsynced, set()
        for take in unsynced:
            if (file := self._files.get(take)) is not None:
                with contextlib.suppress(OSError):
                    os.fdatasync(file.media.fileno())
                    os.fdatasync(file.journal.fileno())
