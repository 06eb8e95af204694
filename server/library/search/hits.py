"""Where in a recording the words of a query are met: what a result shows, and where it jumps to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from server.library.search.document import Piece
from server.library.search.query import Query, Term
from server.library.search.tokens import HAN, fold, folded_places

#: A hit shows so many characters, beginning so many before the first word that was looked for.
SHOWN, BEFORE = 90, 24
_CUT = "…"
#: What a word goes on with; a character of Chinese beside it is another word.
_LETTER = rf"[^\W_{HAN}]"
#: A field that repeats a word a hundred times is marked as far as anybody reads.
_MOST_MARKS = 20

#: Begin and end in characters.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece with words of the query; `marks` are their spans in `text`."""

    piece: Piece
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """Hits in a recording, and whether each of the query's terms is met in it."""

    hits: list[Hit]
    has_all: bool


def met(pieces: Sequence[Piece], query: Query, most: int) -> Met:
    """The pieces that are met first, those with more of the query's terms before all others."""
    patterns = [_pattern(term) for term in query.terms]
    found: list[tuple[int, int, Hit]] = []
    missing = set(patterns)
    for at, piece in enumerate(pieces):
        spans = _spans(piece.text, patterns)
        missing.difference_update(spans)
        if spans:
            marks = sorted({span for each in spans.values() for span in each})[:_MOST_MARKS]
            found.append((-len(spans), at, _shown(piece, marks)))
    hits = [hit for _, _, hit in sorted(found, key=lambda each: each[:2])[:most]]
    return Met(hits, not missing)


def _pattern(term: Term) -> re.Pattern[str]:
    """What a term looks like in folded text: whole words where a script has words."""
    words = r"[\W_]*".join(re.escape(run) for run in term.runs)
    first, last = term.runs[0][0], term.runs[-1][-1]
    before = rf"(?<!{_LETTER})" if first.isascii() else ""
    after = rf"(?!{_LETTER})" if last.isascii() and not term.prefix else ""
    return re.compile(before + words + after)


def _spans(text: str, patterns: Sequence[re.Pattern[str]]) -> dict[re.Pattern[str], list[Span]]:
    """Where each of the patterns is met that is met at all."""
    folded = fold(text)
    found = {pattern: [each.span() for each in pattern.finditer(folded)] for pattern in patterns}
    found = {pattern: spans for pattern, spans in found.items() if spans}
    if not found or len(folded) == len(text):
        return found
    places = folded_places(text)
    return {
        pattern: [(places[begin], max(places[end], places[begin] + 1)) for begin, end in spans]
        for pattern, spans in found.items()
    }


def _shown(piece: Piece, marks: Sequence[Span]) -> Hit:
    if piece.kind == "title" or len(piece.text) <= SHOWN:
        return Hit(piece, piece.text, tuple(marks))
    begin = max(0, min(marks[0][0] - BEFORE, len(piece.text) - SHOWN))
    end = begin + SHOWN
    head, tail = _CUT if begin else "", _CUT if end < len(piece.text) else ""
    moved = len(head) - begin
    inside = [(max(begin, a) + moved, min(end, b) + moved) for a, b in marks if a < end and b > begin]
    return Hit(piece, head + piece.text[begin:end] + tail, tuple(inside))
