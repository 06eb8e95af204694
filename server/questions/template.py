"""A workbook to fill in: teachers write questions where they write everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.sheets import Table, workbook

Language = Literal["zh-CN", "en"]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """The names of its sheets, what the columns are called, one question of each kind, and advice."""

    questions: str
    examples: str
    notes: str
    head: Row
    rows: tuple[Row, ...]
    advice: Row


TEMPLATES: dict[Language, Template] = {
    "zh-CN": Template(
        "题目",
        "填写示例",
        "填写说明",
        ("题型", "题目", "选项A", "选项B", "选项C", "选项D", "答案", "限时（秒）"),
        (
            ("单选", "哪个图形有三个角？", "三角形", "圆", "正方形", "", "A", "60"),
            ("多选", "下面哪些是质数？", "2", "3", "4", "5", "ABD", ""),
            ("判断", "圆有四条边。", "", "", "", "", "错", "30"),
            ("排序", "把季节按先后排好。", "夏", "春", "冬", "秋", "BADC", ""),
            ("简答", "默写《春晓》的第一句。", "", "", "", "", "春眠不觉晓", "120"),
            ("抢答", "谁来背诵全诗？", "", "", "", "", "", ""),
        ),
        (
            "在“题目”表里从第二行起填写，一行一题，最多 100 题。",
            "题型：单选、多选、判断、排序、简答、抢答；不填时按选项和答案判断。",
            "选项 2 到 10 个，不够时在“选项D”后面加“选项E”等列；中间不要空。",
            "答案：选择题写字母（如 A、ABD），判断题写“对”或“错”，排序题写完整的顺序；没有答案可以不填。",
            "限时：5 到 3600 秒，不填就不限时。",
        ),
    ),
    "en": Template(
        "Questions",
        "Examples",
        "How to fill it in",
        ("Kind", "Question", "Option A", "Option B", "Option C", "Option D", "Answer", "Seconds"),
        (
            ("single", "Which has three corners?", "triangle", "circle", "square", "", "A", "60"),
            ("multiple", "Which are prime?", "2", "3", "4", "5", "ABD", ""),
            ("yes or no", "A circle has four sides.", "", "", "", "", "no", "30"),
            ("order", "Put the seasons in order.", "summer", "spring", "winter", "autumn", "BADC", ""),
            ("text", "Write the first line.", "", "", "", "", "Tyger Tyger, burning bright", "120"),
            ("race", "Who recites the poem?", "", "", "", "", "", ""),
        ),
        (
            "Fill in the sheet Questions from its second row on: a row for each question, at most 100.",
            "Kind: single, multiple, yes or no, order, text, race; without one options and answer tell it.",
            "2 to 10 options: add columns (Option E and so on) where four are too few; leave none out.",
            "Answer: letters of the options (A, ABD), yes or no, or the whole order; it may be left empty.",
            "Seconds: 5 to 3600; without them there is no limit.",
        ),
    ),
}


def written(language: Language) -> bytes:
    """Return the workbook: a sheet to fill in with its head alone, one with examples, one with advice."""
    template = TEMPLATES[language]
    return workbook(
        (
            Table(template.questions, template.head, ()),
            Table(template.examples, template.head, template.rows),
            Table(template.notes, (template.notes,), [(line,) for line in template.advice]),
        )
    )
