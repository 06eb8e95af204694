"""A round's results as a workbook: the figures per item, each member's scores, all notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.sheets import Table, workbook
from server.web.roundshapes import RecordingSummary, RoundSummary, SpreadCard

Row = Sequence[str | float | None]

_ZH = {
    "figures": "统计",
    "scores": "评分",
    "notes": "评语",
    "recording": "课例",
    "item": "项目",
    "weight": "分值",
    "count": "人数",
    "mean": "平均分",
    "median": "中位数",
    "deviation": "标准差",
    "least": "最低",
    "most": "最高",
    "total": "总分",
    "member": "评课人",
    "moment": "时刻",
    "points": "得分",
    "text": "内容",
    "whole": "整节课",
}
_EN = {
    "figures": "Figures",
    "scores": "Scores",
    "notes": "Notes",
    "recording": "Lesson",
    "item": "Item",
    "weight": "Weight",
    "count": "Scores",
    "mean": "Mean",
    "median": "Median",
    "deviation": "Standard deviation",
    "least": "Lowest",
    "most": "Highest",
    "total": "Total",
    "member": "Reviewer",
    "moment": "Moment",
    "points": "Points",
    "text": "Words",
    "whole": "Whole lesson",
}
_FIGURES = ("count", "mean", "median", "deviation", "least", "most")


def summary_workbook(summary: RoundSummary, language: str) -> bytes:
    """XLSX with three sheets, their heads in Chinese or English."""
    words = _EN if language == "en" else _ZH
    items = summary.round.rubric.items
    scored = [words[each] for each in ("recording", "member")] + [item.title for item in items]
    notes = [words[each] for each in ("recording", "member", "item", "moment", "points", "text")]
    figures = [words[each] for each in ("recording", "item", "weight", *_FIGURES)]
    return workbook(
        [
            Table(
                words["figures"],
                figures,
                [row for each in summary.recordings for row in _figures(summary, each, words)],
            ),
            Table(
                words["scores"],
                [*scored, words["total"]],
                [row for each in summary.recordings for row in _scores(summary, each)],
            ),
            Table(
                words["notes"],
                notes,
                [row for each in summary.recordings for row in _notes(summary, each, words)],
            ),
        ]
    )


def _figures(summary: RoundSummary, result: RecordingSummary, words: Mapping[str, str]) -> list[Row]:
    items = summary.round.rubric.items
    rows: list[Row] = [
        [result.title, item.title, item.weight, *_spread(result.items.get(item.id))] for item in items
    ]
    return [*rows, [result.title, words["total"], 100, *_spread(result.total)]]


def _scores(summary: RoundSummary, result: RecordingSummary) -> list[Row]:
    items = summary.round.rubric.items
    return [
        [result.title, each.person.name, *(each.items.get(item.id) for item in items), each.total]
        for each in result.members
    ]


def _notes(summary: RoundSummary, result: RecordingSummary, words: Mapping[str, str]) -> list[Row]:
    titles = {item.id: item.title for item in summary.round.rubric.items}
    return [
        [
            result.title,
            note.person.name,
            titles.get(note.item or "", words["whole"]),
            "" if note.at_ms is None else moment(note.at_ms),
            note.points,
            note.text,
        ]
        for note in result.notes
    ]


def _spread(figures: SpreadCard | None) -> Row:
    if figures is None:
        return [0, None, None, None, None, None]
    return [getattr(figures, name) for name in _FIGURES]


def moment(at_ms: int) -> str:
    """A moment of a recording as players show it: `12:34` or `1:02:03`."""
    seconds = at_ms // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
