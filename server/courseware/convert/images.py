"""Write a picture as every screen fetches it: once large, once small."""

from __future__ import annotations

from PIL import Image

from server.courseware.convert.order import Order

LARGE, SMALL = 1920, 960
_QUALITY = 82
#: Of 0 to 6: the next step costs twice the time for three per cent fewer bytes.
_EFFORT = 2


def write_page(order: Order, number: int, picture: Image.Image) -> tuple[int, int]:
    """Write page `number` (from 1) in both sizes; returns the large one's width and height."""
    large = fitted(picture, LARGE)
    write_webp(order, f"page-{number:04}.webp", large)
    write_webp(order, f"page-{number:04}-small.webp", fitted(large, SMALL))
    return large.size


def write_webp(order: Order, name: str, picture: Image.Image) -> None:
    """Write one file; a colour profile goes with it."""
    profile = picture.info.get("icc_profile") or b""
    picture.save(order.file(name), "WEBP", quality=_QUALITY, method=_EFFORT, icc_profile=profile)


def fitted(picture: Image.Image, box: int) -> Image.Image:
    """The picture scaled down into a square of `box` pixels; a smaller one stays as it is."""
    scale = min(box / picture.width, box / picture.height)
    if scale >= 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
