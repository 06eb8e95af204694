"""A round's results on paper: the figures per item with their spread, each member's scores, all notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable

from server import paper
from server.review.resultwords import FIGURES, Words, words_in
from server.review.workbook import moment
from server.web.roundshapes import (
    MemberScores,
    RecordingSummary,
    RoundCard,
    RoundNote,
    RoundSummary,
    SpreadCard,
)

#: Widths in points: of a figure, of a bar, of a member's name, of a total.
_FIGURE, _BAR, _NAME, _TOTAL = 40.0, 84.0, 78.0, 36.0
_NOTHING = "–"
#: A second of work, and more than anybody reads on paper; the workbook has all of it.
MOST_SCORES, MOST_NOTES = 4_000, 400


def summary_pdf(summary: RoundSummary, language: str, zone: ZoneInfo) -> bytes:
    """PDF for printing and for keeping, in Chinese or English; `zone` is that of its dates."""
    report = _Report(summary, words_in(language), language, zone)
    title = f"{summary.round.title} · {report.words['title']}"

    def foot(page: int, pages: int) -> str:
        return f"{title}    {report.words['page'].format(page=page, pages=pages)}"

    return paper.printed(title, list(report.content()), foot)


class _Report:
    """One report under way."""

    def __init__(self, summary: RoundSummary, words: Words, language: str, zone: ZoneInfo) -> None:
        self.words = words
        self._summary, self._language, self._zone = summary, language, zone
        self._items = summary.round.rubric.items
        self._scores_left, self._notes_left = MOST_SCORES, MOST_NOTES

    def content(self) -> Iterator[Flowable]:
        found = self._summary.round
        yield paper.words(found.title, paper.TITLE)
        for name, said in self._facts(found):
            yield paper.words(
                f"{self.words[name]}: {said}" if self._language == "en" else f"{self.words[name]}：{said}"
            )
        if found.text:
            yield paper.gap(4)
            yield paper.words(found.text, paper.NOTE)
        for result in self._summary.recordings:
            yield from self._result(result)
        yield paper.gap(8)
        yield paper.words(self.words["deviation_text"], paper.NOTE)

    def _facts(self, found: RoundCard) -> Iterator[tuple[str, str]]:
        comma = ", " if self._language == "en" else "、"
        blind = f" ({self.words['blind']})" if self._language == "en" else f"（{self.words['blind']}）"
        yield "rubric", found.rubric.title + (blind if found.blind else "")
        if found.owner:
            yield "owner", found.owner.name
        yield "made", self._date(found.created_at)
        if found.deadline is not None:
            yield "until", self._date(found.deadline)
        if found.closed_at is not None:
            yield "closed", self._date(found.closed_at)
        yield "progress", self.words["of"].format(submitted=found.submitted, due=found.due)
        yield "reviewers", comma.join(member.name for member in found.members)

    def _result(self, result: RecordingSummary) -> Iterator[Flowable]:
        known = next(each for each in self._summary.round.recordings if each.id == result.recording)
        yield paper.words(result.title, paper.HEADING)
        yield paper.words(" · ".join(filter(None, (known.teacher, self._date(known.taught_at)))), paper.NOTE)
        if not result.members:
            yield paper.words(self.words["none"])
            return
        yield paper.words(self.words["figures"], paper.SMALL_HEADING)
        yield self._figures(result)
        yield paper.words(self.words["scores"], paper.SMALL_HEADING)
        yield self._scores(result.members)
        if result.notes:
            yield paper.words(self.words["notes"], paper.SMALL_HEADING)
            yield from self._notes(result.notes)

    def _figures(self, result: RecordingSummary) -> Flowable:
        """An item is known by its number in the table of scores."""
        names = ("item", "weight", *FIGURES, "spread")
        head = [
            paper.words(self.words[name], paper.CELL if n == 0 else paper.NUMBER)
            for n, name in enumerate(names)
        ]
        rows = [
            self._figure_row(f"{number}  {item.title}", item.weight, result.items.get(item.id))
            for number, item in enumerate(self._items, 1)
        ]
        rows.append(self._figure_row(self.words["total"], 100, result.total))
        figures = [_FIGURE] * (len(FIGURES) + 1)
        first = paper.WIDTH - sum(figures) - _BAR
        return paper.table(head, rows, [first, *figures, _BAR])

    def _figure_row(self, title: str, weight: int, figures: SpreadCard | None) -> Sequence[Flowable | str]:
        numbers = [_said(getattr(figures, name) if figures else None) for name in FIGURES]
        bar: Flowable | str = ""
        if figures is not None:
            shares = (each / weight for each in (figures.least, figures.mean, figures.most))
            bar = paper.Spread(_BAR - 12, *shares)
        return [paper.words(title, paper.CELL), str(weight), *numbers, bar]

    def _scores(self, members: Sequence[MemberScores]) -> Flowable:
        self._scores_left -= len(members) * len(self._items)
        if self._scores_left < 0:
            return paper.words(self.words["elsewhere"], paper.NOTE)
        numbers = [str(number) for number in range(1, len(self._items) + 1)]
        head = [
            paper.words(self.words["member"], paper.CELL),
            *numbers,
            paper.words(self.words["total"], paper.NUMBER),
        ]
        rows = [
            [
                paper.words(each.person.name, paper.CELL),
                *(_said(each.items.get(item.id)) for item in self._items),
                _said(each.total),
            ]
            for each in members
        ]
        column = min(_FIGURE, (paper.WIDTH - _NAME - _TOTAL) / len(numbers))
        return paper.table(head, rows, [_NAME, *[column] * len(numbers), _TOTAL])

    def _notes(self, notes: Sequence[RoundNote]) -> Iterator[Flowable]:
        shown = notes[: self._notes_left]
        self._notes_left -= len(shown)
        yield from (self._note(each) for each in shown)
        if len(shown) < len(notes):
            yield paper.words(self.words["elsewhere"], paper.NOTE)

    def _note(self, note: RoundNote) -> Flowable:
        titles = {item.id: item.title for item in self._items}
        about = [note.person.name, titles.get(note.item or "", self.words["whole"])]
        about += [moment(note.at_ms)] if note.at_ms is not None else []
        about += [_said(note.points)] if note.points is not None else []
        return paper.words(f"{' · '.join(about)}\n{note.text}", paper.NOTED)

    def _date(self, at_ms: int) -> str:
        at = datetime.fromtimestamp(at_ms / 1000, self._zone)
        if self._language == "en":
            return f"{at.day} {at:%b %Y, %H:%M}"
        return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def _said(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:g}"
