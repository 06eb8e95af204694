"""Letters on the film: one font that knows Chinese, and words that fit their place."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

#: Where Debian, Fedora and Alpine put fonts that know Chinese.
_KNOWN = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
)
#: In a collection of Noto the Chinese of the mainland is the third.
_SIMPLIFIED = {"NotoSansCJK-Regular.ttc": 2}

Colour = tuple[int, int, int]


class Letters:
    """`font` is a file to use instead of those known; without any, Latin letters alone are drawn."""

    def __init__(self, font: str = "") -> None:
        self._path = font or next((path for path in _KNOWN if Path(path).is_file()), "")
        self.font = lru_cache(maxsize=32)(self._font)

    def _font(self, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        if not self._path:
            return ImageFont.load_default(size)
        return ImageFont.truetype(self._path, size, index=_SIMPLIFIED.get(Path(self._path).name, 0))

    def width(self, text: str, size: int) -> int:
        return round(self.font(size).getlength(text))

    def cut(self, text: str, size: int, width: int) -> str:
        """The text on one line, with dots where it is too long."""
        text = "".join(" " if each.isspace() else each for each in text).strip()
        if self.width(text, size) <= width:
            return text
        while text and self.width(f"{text}…", size) > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def write(
        self, picture: Image.Image, text: str, left: float, middle: float, size: int, colour: Colour
    ) -> None:
        """One line whose middle is at that height."""
        ImageDraw.Draw(picture).text((left, middle), text, colour, self.font(size), anchor=self._anchor)

    def mask(self, text: str, size: int, rim: int = 0) -> Image.Image:
        """The letters alone, white on black, and so many pixels around them."""
        picture = Image.new("L", (self.width(text, size) + 8, round(size * 1.5)))
        place, font = (4, picture.height / 2), self.font(size)
        ImageDraw.Draw(picture).text(place, text, 255, font, anchor=self._anchor, stroke_width=rim)
        return picture

    @property
    def _anchor(self) -> str:
        return "lm"
