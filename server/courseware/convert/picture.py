"""Pictures: turned upright, on white, in two sizes; of an animation the first one."""

from __future__ import annotations

import warnings

from PIL import Image, ImageOps

from server.confined.entry import Refused, Tell
from server.courseware.convert.images import LARGE, write_page
from server.courseware.convert.order import Made, Order

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


def convert_picture(order: Order, source: str, tell: Tell) -> Made:
    """Write the one page. Raises `Refused`: `damaged`, `too_many_pixels`."""
    # How large it is is asked before anything is unpacked.
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(source, formats=_FORMATS) as picture:
            _check_size(order, picture)
            picture.draft("RGB", (LARGE, LARGE))
            upright = ImageOps.exif_transpose(picture)
            size = write_page(order, 1, _on_white(upright))
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused("damaged", f"{type(error).__name__}: {error}") from None
    tell(1.0)
    return Made("image", 1, *size)


def _check_size(order: Order, picture: Image.Image) -> None:
    if picture.width * picture.height > order.max_megapixels * 1_000_000:
        raise Refused("too_many_pixels", f"{picture.width} x {picture.height}")


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: dark drawings would vanish on a dark screen."""
    if not picture.has_transparency_data:
        return picture if picture.mode == "RGB" else _plain(picture.convert("RGB"))
    layer = picture.convert("RGBA")
    white = Image.new("RGB", picture.size, "white")
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def _plain(picture: Image.Image) -> Image.Image:
    # The profile of a CMYK or grey picture says nothing of the colours it has become.
    picture.info.pop("icc_profile", None)
    return picture
