"""Read one track of a file from a moment on: decoded frames, and nothing of what comes before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from server.exports.compose.pieces import Piece

#: What may be asked at once: several fragments of a thin camera, a part of a rich one.
_BUFFER = 1 << 16


class Tail:
    """A file of which only its init section and what lies behind an offset is there."""

    def __init__(self, path: Path, init: tuple[int, int], offset: int, size: int) -> None:
        self._file = path.open("rb")
        self._file.seek(init[0])
        self._head = self._file.read(init[1])
        self._file.seek(offset)
        self._left = max(0, size - offset)

    def read(self, size: int) -> bytes:
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
            return part
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data

    def close(self) -> None:
        self._file.close()


def frames(piece: Piece, kind: str, file_s: float) -> Iterator[Any]:
    """
    The frames of the piece's track from a moment of the file on, those that lead up to it included.

    What can't be decoded is left out; a file that breaks off ends early.
    """
    try:
        with _opened(piece, file_s) as container:
            streams = [stream for stream in container.streams if stream.type == kind]
            if streams and streams[0].codec_context is not None:
                # The work shall stay on one core: lessons need the others.
                streams[0].codec_context.thread_count = 1
                yield from _decoded(container, streams[0])
    except (FFmpegError, OSError):
        return


@contextmanager
def _opened(piece: Piece, file_s: float) -> Iterator[Any]:
    if not piece.entries:
        with av.open(str(piece.path), options={"protocol_whitelist": "file"}) as container:
            container.seek(int(file_s * av.time_base))
            yield container
        return
    _, offset = piece.entry(file_s)
    format = "matroska" if piece.path.suffix == ".webm" else "mp4"
    with (
        closing(Tail(piece.path, piece.init, offset, piece.size)) as tail,
        av.open(tail, format=format, buffer_size=_BUFFER) as container,
    ):
        yield container


def _decoded(container: Any, stream: Any) -> Iterator[Any]:
    for packet in container.demux(stream):
        try:
            found = packet.decode()
        except av.error.MemoryError:
            raise
        except FFmpegError:
            continue
        for frame in found:
            if frame.time is not None:
                yield frame
