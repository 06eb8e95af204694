"""Write tables as sheets that spreadsheet programs open without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

#: With it, a spreadsheet program knows that the file is UTF-8.
MARK = "\ufeff"
#: A cell that begins so would be computed by a spreadsheet program, and names may be anything.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return the table as CSV (RFC 4180) with a mark at its beginning."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return MARK + written.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
