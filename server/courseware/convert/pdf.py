"""PDF: every page as a picture, and its text."""

from __future__ import annotations

import json
import unicodedata

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from server.confined.confine import allow_cpu
from server.confined.entry import Refused, Tell
from server.courseware.convert.images import LARGE, write_page
from server.courseware.convert.order import Made, Order

#: A page of dense text measures about 3,000 characters.
_TEXT = 20_000
#: What one page may take of the processor; ordinary ones take a quarter of a second.
_PAGE_CPU_S = 30
#: PDFium opens no document without a page, and finds nothing wrong with it.
_CODES = {
    raw.FPDF_ERR_PASSWORD: "encrypted",
    raw.FPDF_ERR_SECURITY: "encrypted",
    raw.FPDF_ERR_SUCCESS: "no_pages",
}


def convert_pdf(order: Order, source: str, tell: Tell) -> Made:
    """Draw every page. Raises `Refused`: `encrypted`, `damaged`, `no_pages`, `too_many_pages`."""
    document = _opened(source)
    pages = len(document)
    if pages > order.max_pages:
        raise Refused("too_many_pages", f"{pages} > {order.max_pages}")
    if not pages:
        raise Refused("no_pages")
    texts: list[str] = []
    size = (0, 0)
    for index in range(pages):
        allow_cpu(_PAGE_CPU_S)
        drawn, text = _page(order, document, index)
        size = size if index else drawn
        texts.append(text)
        tell((index + 1) / pages)
    order.file("text.json").write_text(json.dumps({"pages": texts}, ensure_ascii=False), encoding="utf-8")
    return Made("slides", pages, *size)


def _opened(source: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Refused(_CODES.get(error.err_code, "damaged"), str(error)) from None


def _page(order: Order, document: pypdfium2.PdfDocument, index: int) -> tuple[tuple[int, int], str]:
    try:
        page = document[index]
        text = page.get_textpage().get_text_bounded()[:_TEXT]
        picture = _drawn(page)
    except pypdfium2.PdfiumError as error:
        raise Refused("damaged", f"page {index + 1}: {error}") from None
    size = write_page(order, index + 1, picture)
    page.close()
    # What can't be written as UTF-8 stands for no character.
    return size, unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    """As large as screens show it, whatever size the page claims to be."""
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise Refused("damaged", f"a page of {width} x {height}")
    bitmap = page.render(scale=LARGE / max(width, height), limit_image_cache=True)
    picture: Image.Image = bitmap.to_pil()
    return picture.convert("RGB")
