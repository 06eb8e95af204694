"""Read what a workbook of ours holds, without a spreadsheet program."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

_SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Cell = str | float


def read_book(written: bytes) -> dict[str, list[list[Cell]]]:
    """The cells of every sheet by its name, row by row, without the empty ones."""
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        texts = _texts(file.read("xl/sharedStrings.xml"))
        names = [each.get("name", "") for each in _all(file.read("xl/workbook.xml"), ".//m:sheet")]
        pages = [file.read(f"xl/worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    return {name: _rows(page, texts) for name, page in zip(names, pages, strict=True)}


def _texts(xml: bytes) -> list[str]:
    return ["".join(each.itertext()) for each in _all(xml, "m:si")]


def _rows(xml: bytes, texts: list[str]) -> list[list[Cell]]:
    rows = [row.findall("m:c", _SPACE) for row in _all(xml, ".//m:row")]
    return [[_value(cell, texts) for cell in row if cell.find("m:v", _SPACE) is not None] for row in rows]


def _value(cell: ElementTree.Element, texts: list[str]) -> Cell:
    text = cell.findtext("m:v", "", _SPACE)
    return texts[int(text)] if cell.get("t") == "s" else float(text)


def _all(xml: bytes, path: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(xml).findall(path, _SPACE)
