"""
Cut text into grams, a set of which tells what a text has without saying where.

Of Chinese these are single characters, pairs and triples, so that a word of up to three characters
is one gram, and a longer one is met where all its triples are; of other scripts words and their
beginnings. Where two runs meet, the characters or words beside each other are a gram too, by which
phrases hold together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from server.library.search.query import Term
from server.library.search.tokens import LONGEST_WORD, Run, fold, runs

_LONGEST = 3
#: Before a word that is whole, where others are beginnings.
_WHOLE = "="


def grams(text: str) -> Iterator[str]:
    """All grams of a text; some more than once."""
    found = runs(fold(text))
    for han, word in found:
        if han:
            for size in range(1, _LONGEST + 1):
                yield from _pieces(han, size)
        else:
            word = word[:LONGEST_WORD]
            yield _WHOLE + word
            yield from (word[:end] for end in range(1, len(word) + 1))
    yield from _meetings(found)


def wanted(term: Term) -> list[str]:
    """The grams that a text has which has the term."""
    found = [run for each in term.runs for run in runs(each)]
    asked = list(_meetings(found))
    for han, word in found:
        if han:
            asked += _pieces(han, min(len(han), _LONGEST))
        else:
            asked.append(("" if term.prefix else _WHOLE) + word[:LONGEST_WORD])
    return asked


def _pieces(run: str, size: int) -> Iterator[str]:
    return (run[at : at + size] for at in range(len(run) - size + 1))


def _meetings(found: Sequence[Run]) -> Iterator[str]:
    for (han, word), (next_han, next_word) in pairwise(found):
        yield f"{han[-1:] or word[:LONGEST_WORD]} {next_han[:1] or next_word[:LONGEST_WORD]}"
