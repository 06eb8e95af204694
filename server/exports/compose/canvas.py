"""The picture under way, in the encoder's own form: only what has changed is written into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from av.video.frame import VideoFrame
from PIL import Image

#: Pixels, and pictures a second.
WIDTH, HEIGHT, RATE = 1280, 720, 25
_FORMAT = "yuv420p"
#: What lies behind everything, as luma and chroma: the ground of the plates of words.
_BEHIND = (34, 130, 125)
#: A watermark is seen on a white page as on a dark picture: light letters within a dark rim.
_LIGHTER = [value + max(0, 235 - value) * 2 // 5 for value in range(256)]
_DARKER = [value - max(0, value - 16) * 2 // 5 for value in range(256)]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the canvas, in pixels; all four are even, as 4:2:0 wants."""

    left: int
    top: int
    width: int
    height: int

    def fitted(self, width: float, height: float) -> Box:
        """As large as it fits into this one, in the shape of `width` by `height`, in its middle."""
        scale = min(self.width / max(width, 1), self.height / max(height, 1))
        wide, high = max(2, round(width * scale) & ~1), max(2, round(height * scale) & ~1)
        left = self.left + ((self.width - wide) // 2 & ~1)
        return Box(left, self.top + ((self.height - high) // 2 & ~1), wide, high)


class Canvas:
    """One frame of `WIDTH` x `HEIGHT`, written anew in parts; an encoder must have copied it before."""

    def __init__(self) -> None:
        self.frame = VideoFrame(WIDTH, HEIGHT, _FORMAT)
        self.clear(Box(0, 0, WIDTH, HEIGHT))

    def clear(self, box: Box) -> None:
        """Let a place be empty."""
        for value, (plane, left, top, width, height) in zip(_BEHIND, _planes(self.frame, box), strict=True):
            row, view = bytes([value]) * width, memoryview(plane)
            for at in range(top * plane.line_size + left, (top + height) * plane.line_size, plane.line_size):
                view[at : at + width] = row

    def put(self, picture: Any, box: Box) -> None:
        """Write a picture of the box's size and the canvas's format into its place."""
        sources = _planes(picture, Box(0, 0, box.width, box.height))
        for (plane, left, top, width, height), (source, *_) in zip(
            _planes(self.frame, box), sources, strict=True
        ):
            to, given = memoryview(plane), memoryview(source)
            at, from_ = top * plane.line_size + left, 0
            for _ in range(height):
                to[at : at + width] = given[from_ : from_ + width]
                at += plane.line_size
                from_ += source.line_size


class Watermark:
    """Letters that let the picture through; laid on for the encoder, and taken off again."""

    def __init__(self, letters: Image.Image, rim: Image.Image, left: int, top: int) -> None:
        """`letters` and the `rim` around them are masks of one size: white where they are."""
        self._letters, self._rim = letters, rim
        self._left, self._top = left, top
        self._under = b""

    def lay_on(self, canvas: Canvas) -> None:
        """Until `take_off`."""
        view, width = memoryview(canvas.frame.planes[0]), self._letters.width
        self._under = b"".join(view[at : at + width] for at in self._rows(canvas))
        picture = Image.frombytes("L", self._letters.size, self._under)
        picture.paste(picture.point(_DARKER), mask=self._rim)
        picture.paste(picture.point(_LIGHTER), mask=self._letters)
        self._write(canvas, picture.tobytes())

    def take_off(self, canvas: Canvas) -> None:
        """The canvas is what it was."""
        self._write(canvas, self._under)

    def _write(self, canvas: Canvas, data: bytes) -> None:
        view, width = memoryview(canvas.frame.planes[0]), self._letters.width
        for number, at in enumerate(self._rows(canvas)):
            view[at : at + width] = data[number * width : (number + 1) * width]

    def _rows(self, canvas: Canvas) -> range:
        """Where each of its rows begins."""
        line = canvas.frame.planes[0].line_size
        first = self._top * line + self._left
        return range(first, first + self._letters.height * line, line)


def scaled(picture: VideoFrame, box: Box) -> VideoFrame:
    """A decoded picture in the canvas's format and the box's size."""
    if (picture.width, picture.height, picture.format.name) == (box.width, box.height, _FORMAT):
        return picture
    return picture.reformat(box.width, box.height, _FORMAT, interpolation="FAST_BILINEAR")


def converted(picture: Image.Image) -> VideoFrame:
    """A drawn picture in the canvas's format."""
    rgb = VideoFrame(picture.width, picture.height, "rgb24")
    row, plane = 3 * picture.width, rgb.planes[0]
    data, view = picture.convert("RGB").tobytes(), memoryview(plane)
    for number in range(picture.height):
        at = number * plane.line_size
        view[at : at + row] = data[number * row : (number + 1) * row]
    return rgb.reformat(format=_FORMAT)


def _planes(frame: VideoFrame, box: Box) -> Iterator[tuple[Any, int, int, int, int]]:
    """Each plane of the frame, with the place of the box on it."""
    for number, plane in enumerate(frame.planes):
        half = 1 if number else 0
        yield plane, box.left >> half, box.top >> half, box.width >> half, box.height >> half
