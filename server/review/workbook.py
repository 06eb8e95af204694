"""A round's results as a workbook: the figures per item, each member's scores, all notes."""

from __future__ import annotations

from collections.abc import Sequence

from server.review.resultwords import FIGURES, Words, words_in
from server.sheets import Table, workbook
from server.web.roundshapes import RecordingSummary, RoundSummary, SpreadCard

Row = Sequence[str | float | None]


def summary_workbook(summary: RoundSummary, language: str) -> bytes:
    """XLSX with three sheets, their heads in Chinese or English."""
    words = words_in(language)
    items = summary.round.rubric.items
    scored = [words[each] for each in ("recording", "member")] + [item.title for item in items]
    notes = [words[each] for each in ("recording", "member", "item", "moment", "points", "text")]
    figures = [words[each] for each in ("recording", "item", "weight", *FIGURES)]
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


def _figures(summary: RoundSummary, result: RecordingSummary, words: Words) -> list[Row]:
    items = summary.round.rubric.items
    rows: list[Row] = [
        [_called(summary, result), item.title, item.weight, *_spread(result.items.get(item.id))]
        for item in items
    ]
    return [*rows, [_called(summary, result), words["total"], 100, *_spread(result.total)]]


def _scores(summary: RoundSummary, result: RecordingSummary) -> list[Row]:
    items = summary.round.rubric.items
    return [
        [_called(summary, result), each.person.name, *(each.items.get(item.id) for item in items), each.total]
        for each in result.members
    ]


def _notes(summary: RoundSummary, result: RecordingSummary, words: Words) -> list[Row]:
    titles = {item.id: item.title for item in summary.round.rubric.items}
    return [
        [
            _called(summary, result),
            note.person.name,
            titles.get(note.item or "", words["whole"]),
            "" if note.at_ms is None else moment(note.at_ms),
            note.points,
            note.text,
        ]
        for note in result.notes
    ]


def _called(summary: RoundSummary, result: RecordingSummary) -> str:
    """By the title; where several lessons have it, with the teacher and, as that may be one, the number."""
    same = [each.id for each in summary.round.recordings if each.title == result.title]
    if len(same) == 1:
        return result.title
    teacher = next(each.teacher for each in summary.round.recordings if each.id == result.recording)
    return f"{result.title} {same.index(result.recording) + 1} {teacher}".rstrip()


def _spread(figures: SpreadCard | None) -> Row:
    if figures is None:
        return [0, None, None, None, None, None]
    return [getattr(figures, name) for name in FIGURES]


def moment(at_ms: int) -> str:
    """A moment of a recording as players show it: `12:34` or `1:02:03`."""
    seconds = at_ms // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
