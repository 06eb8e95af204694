"""
Write reports as PDF without any font file.

Chinese characters are drawn with a font of Adobe's Chinese collection that is named and not embedded: every
viewer has one of its own, or finds one, to put in its place. Latin letters are Helvetica, which a PDF
need not bring along either. So a page is some kilobytes, and what is written can be copied and searched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

LATIN, BOLD, CHINESE = "Helvetica", "Helvetica-Bold", "STSong-Light"
INK, SOFT, LINE, MEAN, BAR, TRACK = (
    HexColor(each) for each in ("#16211f", "#5a6664", "#cfd6d4", "#0b544e", "#86c0ba", "#e6ecea")
)
MARGIN = 16 * mm
#: reportlab keeps this free around all that stands on a page, in points.
_FRAME = 6
#: What is written on, in points.
WIDTH = A4[0] - 2 * MARGIN - 2 * _FRAME
_CELL = 8.5
#: What Helvetica does not have; punctuation of Chinese text stands as wide as its characters.
_OTHER = re.compile(r"[^\x20-\x7e\xc0-\xff]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")

pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))


def _style(size: float, colour: Any = INK, **more: Any) -> ParagraphStyle:
    options = {"fontName": LATIN, "fontSize": size, "leading": size * 1.5, "textColor": colour}
    return ParagraphStyle("", wordWrap="CJK", **(options | more))


TITLE = _style(20, fontName=BOLD, spaceAfter=4)
HEADING = _style(14, fontName=BOLD, spaceBefore=14, spaceAfter=4)
SMALL_HEADING = _style(10.5, fontName=BOLD, spaceBefore=10, spaceAfter=3)
TEXT, NOTE, CELL = _style(10), _style(9, SOFT), _style(_CELL)
NUMBER = _style(_CELL, alignment=2)
NOTED = _style(9.5, spaceAfter=5)


def words(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """A paragraph; line breaks of the text are kept."""
    marked = [_marked(line) for line in _CONTROL.sub("", text).split("\n")]
    return Paragraph("<br/>".join(marked), style)


def gap(points: float) -> Flowable:
    return Spacer(1, points)


def table(head: Sequence[Any], rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> Flowable:
    """A table whose head comes again on every page; `widths` in points, cells are texts or flowables."""
    drawn = LongTable([list(head), *map(list, rows)], colWidths=list(widths), repeatRows=1, hAlign="LEFT")
    drawn.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), LATIN, _CELL),
                ("TEXTCOLOR", (0, 0), (-1, -1), INK),
                ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, SOFT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return drawn


class Spread(Flowable):  # type: ignore[misc]
    """A bar from the least to the most, with a line at the mean; all of them shares of `width`."""

    HEIGHT = 8.0

    def __init__(self, width: float, least: float, mean: float, most: float) -> None:
        super().__init__()
        self.width, self.height = width, self.HEIGHT
        self._least, self._mean, self._most = least, mean, most

    def draw(self) -> None:
        """Called by the page that it stands on."""
        bar, middle = 4.0, self.HEIGHT / 2
        self._rectangle(TRACK, 0, self.width, bar)
        begin, end = self._least * self.width, self._most * self.width
        self._rectangle(BAR, begin, max(end - begin, 2), bar)
        self._rectangle(MEAN, min(self._mean * self.width, self.width - 1.5), 1.5, 2 * middle)

    def _rectangle(self, colour: Any, x: float, width: float, height: float) -> None:
        self.canv.setFillColor(colour)
        self.canv.rect(x, (self.HEIGHT - height) / 2, width, height, stroke=0, fill=1)


def printed(title: str, content: Sequence[Flowable], foot: Callable[[int, int], str]) -> bytes:
    """A PDF of A4 pages; `foot` says what stands under a page, of its number and of how many there are."""
    written = io.BytesIO()
    document = SimpleDocTemplate(
        written, pagesize=A4, title=title, author="", leftMargin=MARGIN, rightMargin=MARGIN,
        topMargin=MARGIN, bottomMargin=MARGIN + 6 * mm,
    )  # fmt: skip
    document.build(list(content), canvasmaker=lambda *args, **options: _Counted(foot, *args, **options))
    return written.getvalue()


class _Counted(Canvas):  # type: ignore[misc]
    """Pages are kept back until it is known how many there are."""

    def __init__(self, foot: Callable[[int, int], str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._foot = foot
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Called by reportlab when a page is full."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Called by reportlab at the end."""
        for page in self._kept:
            self.__dict__.update(page)
            line = words(self._foot(self._pageNumber, len(self._kept)), NOTE)
            line.wrapOn(self, WIDTH, MARGIN)
            line.drawOn(self, MARGIN + _FRAME, MARGIN - 4 * mm)
            super().showPage()
        super().save()


def _marked(line: str) -> str:
    """reportlab's mark-up of a line: each run in the font that has its characters."""
    return _OTHER.sub(lambda run: f'<font name="{CHINESE}">{run[0]}</font>', escape(line))
