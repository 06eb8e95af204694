"""One place on the film each: a camera, a shared screen with the ink over it, or pages and the board."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from server.exports.compose.canvas import Box, Canvas, converted, scaled
from server.exports.compose.ink import Ink
from server.exports.compose.letters import Letters
from server.exports.compose.pictures import Pictures
from server.exports.compose.plates import Plates
from signaling.content import Content, surface_of
from signaling.state import RoomState
from signaling.tools.board.state import BoardPointer, Mark

_BOARD = (255, 255, 255)
_BOARD_SHAPE = (16, 9)
_NO_MARKS: list[Mark] = []


class Written:
    """What lies on one surface at a moment: its marks, and where pointers are."""

    def __init__(self, state: RoomState, surface: str | None) -> None:
        found = state.board.surfaces.get(surface or "")
        self.marks = (found.marks if found is not None else None) or _NO_MARKS
        on_it = [pointer for pointer in state.board.pointers.values() if pointer.surface == surface]
        self.pointers: list[BoardPointer] = on_it

    @property
    def is_blank(self) -> bool:
        return not self.marks and not self.pointers


class Moving:
    """The pictures of a source; `draw` says whether anything was drawn."""

    def __init__(self, box: Box, pictures: Pictures, empty: Image.Image, letters: Letters) -> None:
        self._box, self._pictures, self._letters = box, pictures, letters
        self._empty = empty
        self._drawn: tuple[Any, ...] | None = None
        self._ink: Ink | None = None

    def draw(self, canvas: Canvas, lesson_s: float, written: Written | None) -> bool:
        picture = self._pictures.at(lesson_s)
        ink = written if written is not None and not written.is_blank else None
        # The frame itself is kept: another one may come to lie at the same address.
        key = (picture, ink and ink.marks, tuple(ink.pointers) if ink else ())
        if self._drawn is not None and all(map(_same, key, self._drawn)):
            return False
        before, self._drawn = self._drawn, key
        if picture is None:
            canvas.put(converted(self._empty), self._box)
            return True
        place = self._box.fitted(picture.width, picture.height)
        if place != self._box and (before is None or _shape(before[0]) != _shape(picture)):
            canvas.clear(self._box)
        canvas.put(self._over(scaled(picture, place), ink) if ink else scaled(picture, place), place)
        return True

    def _over(self, picture: Any, written: Written) -> Any:
        if self._ink is None or self._ink.layer.size != (picture.width, picture.height):
            self._ink = Ink(picture.width, picture.height, self._letters)
        self._ink.show(written.marks)
        return converted(self._ink.over(picture.to_image(), written.pointers))


class Drawn:
    """Pages, the whiteboard and films, drawn anew from what happened."""

    def __init__(self, box: Box, documents: dict[str, str], letters: Letters, plates: Plates) -> None:
        self._box, self._documents = box, documents
        self._letters, self._plates = letters, plates
        self._content: Content | None = None
        self._ground: Image.Image | None = None
        self._place = box
        self._ink = Ink(box.width, box.height, letters)
        self._pointers: list[BoardPointer] | None = None

    def draw(self, canvas: Canvas, content: Content, state: RoomState) -> bool:
        fresh = content != self._content
        if fresh:
            self._turn_to(canvas, content, state)
        written = Written(state, surface_of(content))
        changed = self._ink.show(written.marks)
        if not fresh and not changed and written.pointers == self._pointers:
            return False
        self._pointers = written.pointers
        assert self._ground is not None, "it was turned to"
        canvas.put(converted(self._ink.over(self._ground, written.pointers)), self._place)
        return True

    def _turn_to(self, canvas: Canvas, content: Content, state: RoomState) -> None:
        picture = self._page(content, state)
        shape = picture.size if picture else _BOARD_SHAPE
        self._place = self._box.fitted(*shape)
        size = self._place.width, self._place.height
        ground = picture.convert("RGB").resize(size, reducing_gap=2.0) if picture else None
        self._ground = ground or Image.new("RGB", size, _BOARD)
        self._ink = Ink(*size, self._letters)
        self._content = content
        canvas.clear(self._box)

    def _page(self, content: Content, state: RoomState) -> Image.Image | None:
        """The page's picture; one that says so where there is none, and `None` for the whiteboard."""
        if content.kind == "board":
            return None
        if content.kind == "recording":
            # It is another lesson's, and may not be everybody's to take out of the house.
            title = state.playback.recordings[content.id].title
            return self._plates.empty(title, self._box.width, self._box.height)
        path = Path(self._documents.get(content.id, "")) / f"page-{content.page:04}.webp"
        try:
            with Image.open(path) as picture:
                return picture.convert("RGB")
        except OSError:
            return self._plates.empty(str(content.page), self._box.width, self._box.height)


def _same(a: Any, b: Any) -> bool:
    return a is b or (isinstance(a, tuple) and a == b)


def _shape(picture: Any) -> tuple[int, int] | None:
    return (picture.width, picture.height) if picture is not None else None
