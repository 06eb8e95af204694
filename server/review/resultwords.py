"""What a round's results are called in a workbook and on paper, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]
FIGURES = ("count", "mean", "median", "deviation", "least", "most")

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
    "title": "评课汇总",
    "rubric": "量表",
    "owner": "发起人",
    "made": "发起时间",
    "until": "截止时间",
    "closed": "提前截止",
    "progress": "已交评分",
    "of": "{submitted} / {due} 份",
    "reviewers": "评课人",
    "recordings": "课例",
    "blind": "盲评",
    "spread": "分布",
    "none": "还没有人提交评分。",
    "elsewhere": "内容较多，完整数据见导出的 Excel。",
    "page": "第 {page} 页，共 {pages} 页",
    "deviation_text": "标准差按样本计算（除以人数减一）；分布条从最低分到最高分，竖线是平均分。",
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
    "title": "Review results",
    "rubric": "Rubric",
    "owner": "Organised by",
    "made": "Made on",
    "until": "Deadline",
    "closed": "Ended early",
    "progress": "Scores submitted",
    "of": "{submitted} of {due}",
    "reviewers": "Reviewers",
    "recordings": "Lessons",
    "blind": "blind",
    "spread": "Spread",
    "none": "Nobody has submitted scores yet.",
    "elsewhere": "There is more than fits on paper: the workbook has all of it.",
    "page": "Page {page} of {pages}",
    "deviation_text": (
        "The standard deviation is that of a sample (n - 1). The bar goes from the lowest to the highest"
        " score; the line in it is the mean."
    ),
}


def words_in(language: str) -> Words:
    return _EN if language == "en" else _ZH
