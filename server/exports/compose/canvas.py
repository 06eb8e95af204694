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
#: Pixels of a watermark become so much lighter: a third of the way to white.
_LIGHTER = bytes(min(255, value + (235 - value) // 3) if value < 235 else value for value in range(256))


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
        self.fill(Box(0, 0, WIDTH, HEIGHT), 16)

    def fill(self, box: Box, luma: int) -> None:
        """Make a place grey."""
        values = (luma, 128, 128)
        for value, (plane, left, top, width, height) in zip(values, _planes(self.frame, box), strict=True):
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

    def __init__(self, letters: Image.Image, left: int, top: int) -> None:
        """`letters` is a mask: white where the letters are."""
        self._runs = [(top + row, left + begin, left + end) for row, begin, end in _runs(letters)]
        self._under: list[bytes] = []

    def lay_on(self, canvas: Canvas) -> None:
        plane = canvas.frame.planes[0]
        view, self._under = memoryview(plane), []
        for row, begin, end in self._runs:
            at = row * plane.line_size
            under = bytes(view[at + begin : at + end])
            view[at + begin : at + end] = under.translate(_LIGHTER)
            self._under.append(under)

    def take_off(self, canvas: Canvas) -> None:
        plane = canvas.frame.planes[0]
        view = memoryview(plane)
        for (row, begin, end), under in zip(self._runs, self._under, strict=True):
            at = row * plane.line_size
            view[at + begin : at + end] = under


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


def _runs(letters: Image.Image) -> Iterator[tuple[int, int, int]]:
    """The rows of a mask, and from where to where they are white."""
    width, data = letters.width, letters.convert("L").tobytes()
    for row in range(letters.height):
        begin = None
        for at, value in enumerate(data[row * width : (row + 1) * width]):
            if value >= 128 and begin is None:
                begin = at
            elif value < 128 and begin is not None:
                yield row, begin, at
                begin = None
        if begin is not None:
            yield row, begin, width
