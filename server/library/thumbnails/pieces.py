"""Read some pieces of a file as if they were a file: a take thinned out to the pictures that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import av
from av.error import FFmpegError
from av.video.frame import VideoFrame
from PIL import Image

from server.library.thumbnails.order import Piece


class Pieces:
    """The pieces one behind the other, for a demuxer that reads and never goes back."""

    def __init__(self, file: BinaryIO, pieces: Sequence[Piece]) -> None:
        self._file = file
        self._left = list(reversed(pieces))
        self._rest = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end."""
        while not self._rest:
            if not self._left:
                return b""
            piece = self._left.pop()
            self._file.seek(piece.offset)
            self._rest = piece.size
        data = self._file.read(min(size, self._rest))
        self._rest = self._rest - len(data) if data else 0
        return data


def pictures(path: str, pieces: Sequence[Piece], *, keyframes: bool) -> Iterator[tuple[float, VideoFrame]]:
    """
    File time in milliseconds and picture of each frame in the pieces, or of each keyframe.

    What can't be read or decoded is left out.
    """
    form = "matroska" if path.endswith(".webm") else "mp4"
    try:
        with Path(path).open("rb") as file:
            yield from _decoded(Pieces(file, pieces), form, keyframes)
    except (FFmpegError, OSError):
        return


def _decoded(source: Any, format: str, keyframes: bool) -> Iterator[tuple[float, VideoFrame]]:
    with av.open(source, format=format) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        if keyframes:
            stream.codec_context.skip_frame = "NONKEY"
        for packet in container.demux(stream):
            for frame in _frames(stream, packet):
                if frame.time is not None:
                    yield 1000 * frame.time, frame


def _frames(stream: Any, packet: Any) -> list[VideoFrame]:
    try:
        return list(stream.codec_context.decode(packet if packet.size else None))
    except FFmpegError:
        return []


def image(frame: VideoFrame) -> Image.Image:
    """The whole picture of a frame."""
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    return picture
