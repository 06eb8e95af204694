"""Write tables as sheets that spreadsheet programs open without harm."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

#: With it, a spreadsheet program knows that the file is UTF-8.
MARK = "\ufeff"
#: A cell that begins so would be computed by a spreadsheet program, and names may be anything.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: What a workbook's sheet may not be called, and how long its name may be.
_NAMELESS = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook; a cell is a text, a number, or `None` for an empty one."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | float | None]]


def workbook(tables: Iterable[Table]) -> bytes:
    """Return the tables as an XLSX file, each a sheet with its head kept in view; texts stay texts."""
    written = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, plain) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for number, table in enumerate(tables, 1):
            page = book.add_worksheet(_named(table.name, number, book.sheetnames))
            page.write_row(0, 0, table.head, bold)
            for at, row in enumerate(table.rows, 1):
                page.write_row(at, 0, row)
            page.freeze_panes(1, 0)
            page.autofit()
    return written.getvalue()


def _named(name: str, number: int, taken: Collection[str]) -> str:
    """A name that is allowed and that no other sheet has, whatever its case."""
    allowed = _NAMELESS.sub(" ", name)[:_LONGEST_NAME].strip()
    if not allowed or allowed.casefold() in {each.casefold() for each in taken}:
        return f"{allowed[: _LONGEST_NAME - 5]} {number}".strip()
    return allowed


def sheet(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return the table as CSV (RFC 4180) with a mark at its beginning."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return MARK + written.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
