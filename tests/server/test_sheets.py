"""Sheets open in spreadsheet programs as they were meant: texts as texts, numbers as numbers."""

from __future__ import annotations

import io
import zipfile

import pytest

from server.sheets import Table, sheet, workbook


def _parts(written: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_every_table_is_a_sheet_of_its_name() -> None:
    names = ["发言", "a/b:c", "n" * 40]
    book = _parts(workbook(Table(name, ("x",), ()) for name in names))["xl/workbook.xml"]
    assert 'name="发言"' in book and 'name="a b c"' in book and f'name="{"n" * 31}"' in book


def test_two_tables_of_one_name_are_two_sheets() -> None:
    book = _parts(workbook(Table(name, ("x",), ()) for name in ("a", "A", "")))["xl/workbook.xml"]
    assert 'name="a"' in book and 'name="A 2"' in book and 'name="3"' in book


def test_numbers_are_numbers_and_empty_cells_are_empty() -> None:
    cells = _parts(workbook([Table("t", ("a", "b", "c"), [(1.5, None, 3)])]))["xl/worksheets/sheet1.xml"]
    assert '<c r="A2"><v>1.5</v></c><c r="C2"><v>3</v></c>' in cells


@pytest.mark.parametrize("text", ["=1+1", "{=1}", "+1", "https://example.org", "\u0001"])
def test_no_text_of_a_workbook_is_computed_or_followed(text: str) -> None:
    parts = _parts(workbook([Table("t", ("a",), [(text,)])]))
    assert "<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert "hyperlink" not in parts["xl/worksheets/sheet1.xml"]


def test_no_text_of_a_csv_is_computed() -> None:
    assert sheet(("a",), [("=1+1",), ("ok",)]).splitlines()[1:] == ["'=1+1", "ok"]
