"""The workbook to fill in: what it shows is what pages read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from server.questions.template import TEMPLATES, written

SHOWN = Path(__file__).parents[2] / "data" / "questions" / "template.json"


def test_its_examples_are_those_that_the_pages_reader_is_held_to() -> None:
    examples = {
        language: [list(row) for row in (each.head, *each.rows)] for language, each in TEMPLATES.items()
    }
    assert json.loads(SHOWN.read_text(encoding="utf-8")) == examples


def test_the_sheet_to_fill_in_comes_first_and_has_its_head_alone() -> None:
    with zipfile.ZipFile(io.BytesIO(written("zh-CN"))) as book:
        names = book.read("xl/workbook.xml").decode()
        first = book.read("xl/worksheets/sheet1.xml").decode()
    assert names.index("题目") < names.index("填写示例") < names.index("填写说明")
    assert first.count("<row ") == 1
