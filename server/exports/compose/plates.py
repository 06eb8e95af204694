"""The words beside and on the pictures: title, names, who speaks, what is asked."""

from __future__ import annotations

from PIL import Image, ImageDraw

from server.exports.compose.letters import Colour, Letters

_DARK: Colour = (16, 23, 26)
_PLATE: Colour = (26, 35, 39)
_INK: Colour = (241, 244, 244)
_SOFT: Colour = (185, 195, 198)
_ACCENT: Colour = (242, 184, 75)
_NAME, _CAPTION, _TITLE, _ASKED = 17, 22, 22, 19
#: From one line of a question to the next.
_LINE = 30
_MARGIN = 16


class Plates:
    """Draws words into pictures of the size of their place."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    def name(self, text: str, width: int, *, speaks: bool) -> Image.Image:
        """A plate for the lower left corner of a picture; its left rim shines while that place speaks."""
        size = _CAPTION if width > 600 else _NAME
        words = self._letters.cut(text, size, width - 4 * _MARGIN)
        wide = _even(self._letters.width(words, size) + 2 * size)
        plate = Image.new("RGB", (wide, _even(round(size * 1.7))), _PLATE)
        if speaks:
            ImageDraw.Draw(plate).rectangle((0, 0, 5, plate.height), _ACCENT)
        self._letters.write(plate, words, size, plate.height / 2, size, _ACCENT if speaks else _INK)
        return plate

    def head(self, title: str, teacher: str, width: int, height: int) -> Image.Image:
        """The lesson's title, and who teaches."""
        picture = Image.new("RGB", (width, height), _DARK)
        teacher = self._letters.cut(teacher, _NAME, width // 3)
        wide = self._letters.width(teacher, _NAME)
        title = self._letters.cut(title, _TITLE, width - wide - 4 * _MARGIN)
        self._letters.write(picture, title, _MARGIN, height / 2, _TITLE, _INK)
        self._letters.write(picture, teacher, width - wide - _MARGIN, height / 2, _NAME, _SOFT)
        return picture

    def foot(self, speaking: str, question: tuple[str, ...], width: int, height: int) -> Image.Image:
        """Who speaks; and to the right of it what is asked."""
        picture = Image.new("RGB", (width, height), _DARK)
        room = width * 2 // 5 if question else width
        words = self._letters.cut(speaking, _CAPTION, room - 2 * _MARGIN)
        self._letters.write(picture, words, _MARGIN, height / 2, _CAPTION, _INK)
        for number, line in enumerate(question):
            middle = height / 2 + _LINE * (number - (len(question) - 1) / 2)
            line = self._letters.cut(line, _ASKED, width - room - _MARGIN)
            self._letters.write(picture, line, room, middle, _ASKED, _ACCENT if number == 0 else _INK)
        return picture

    def empty(self, text: str, width: int, height: int) -> Image.Image:
        """What stands where there is no picture."""
        picture = Image.new("RGB", (width, height), (10, 15, 17))
        size = 40 if width > 600 else 18
        text = self._letters.cut(text, size, width - 2 * _MARGIN)
        left = (width - self._letters.width(text, size)) / 2
        self._letters.write(picture, text, left, height / 2, size, _SOFT)
        return picture


def _even(pixels: int) -> int:
    """4:2:0 has a colour for every second pixel."""
    return pixels + pixels % 2
