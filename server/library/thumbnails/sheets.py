"""Lay small pictures of a take on sheets, a hundred a file."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageStat

from server.library.thumbnails.order import COLUMNS, HEIGHT, ROWS, TILES, WIDTH

_QUALITY = 60
#: Mean and deviation of brightness, of 255; 16 is the black of video.
_DARK, _BARE = 20.0, 6.0


class Sheets:
    """The sheets of one take, written into `folder` as `TAKE-1.jpg`, `TAKE-2.jpg`, …"""

    def __init__(self, folder: Path, take: str) -> None:
        #: Name and lesson times of the tiles, from left to right and down, of each sheet.
        self.made: list[tuple[str, list[int]]] = []
        #: So many tiles are black.
        self.dark = 0
        self._folder = folder
        self._take = take
        self._sheet: Image.Image | None = None
        self._times: list[int] = []

    def add(self, at_ms: int, tile: Image.Image) -> None:
        """Put a tile behind those before it."""
        if self._sheet is None:
            self._sheet = Image.new("RGB", (COLUMNS * WIDTH, ROWS * HEIGHT))
        row, column = divmod(len(self._times), COLUMNS)
        self._sheet.paste(tile, (column * WIDTH, row * HEIGHT))
        self._times.append(at_ms)
        self.dark += is_dark(tile)
        if len(self._times) == TILES:
            self.finish()

    def finish(self) -> None:
        """Write the sheet under way, without its empty rows; idempotent."""
        if self._sheet is None:
            return
        rows = -(-len(self._times) // COLUMNS)
        name = f"{self._take}-{len(self.made) + 1}"
        sheet = self._sheet.crop((0, 0, COLUMNS * WIDTH, rows * HEIGHT))
        sheet.save(self._folder / f"{name}.jpg", "JPEG", quality=_QUALITY, optimize=True)
        self.made.append((name, self._times))
        self._sheet, self._times = None, []


def is_dark(tile: Image.Image) -> bool:
    """Whether nothing is to be seen, as with a closed lens."""
    light = ImageStat.Stat(tile.convert("L"))
    return light.mean[0] < _DARK and light.stddev[0] < _BARE


def tile(picture: Image.Image) -> Image.Image:
    """The whole picture in the middle of a tile."""
    scale = min(WIDTH / picture.width, HEIGHT / picture.height)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    small = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    laid = Image.new("RGB", (WIDTH, HEIGHT))
    laid.paste(small, ((WIDTH - size[0]) // 2, (HEIGHT - size[1]) // 2))
    return laid
