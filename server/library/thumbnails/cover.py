"""Choose the picture that a recording is known by: neither dark nor bare nor blurred."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter, ImageStat

WIDTH, HEIGHT = 640, 360
_QUALITY = 82
#: Mean brightness of a picture in which something is to be seen, of 255.
_DARKEST, _BRIGHTEST = 35.0, 225.0
#: The deviation of brightness below which it is a wall.
_BAREST = 12.0


@dataclass(slots=True)
class Cover:
    """The best picture so far; `score` 0 is one that will only do if there is no other."""

    take: str = ""
    at_ms: int = 0
    score: float = -1.0
    picture: Image.Image | None = None

    def offer(self, take: str, at_ms: int, tile: Image.Image, picture: Image.Image) -> None:
        """Take the picture if it is better; `tile` is it in small."""
        score = worth(tile)
        if score > self.score:
            self.take, self.at_ms, self.score = take, at_ms, score
            self.picture = fitted(picture)

    def write(self, path: Path) -> None:
        """Write it as JPEG, if there is one."""
        if self.picture is not None:
            self.picture.save(path, "JPEG", quality=_QUALITY, optimize=True)


def worth(tile: Image.Image) -> float:
    """How much is to be seen, by the strength of edges; 0 for the dark, the bare and the glaring."""
    grey = tile.convert("L")
    light = ImageStat.Stat(grey)
    if not _DARKEST <= light.mean[0] <= _BRIGHTEST or light.stddev[0] < _BAREST:
        return 0.0
    return float(ImageStat.Stat(grey.filter(ImageFilter.FIND_EDGES)).stddev[0])


def fitted(picture: Image.Image) -> Image.Image:
    """Scaled down to fit the cover's size; a smaller one stays as it is."""
    fit = picture.convert("RGB")
    fit.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return fit
