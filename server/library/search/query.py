"""Understand what somebody types into the search field; nothing that can be typed is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.library.search.tokens import LONGEST_WORD, Run, fold, pairs, runs

#: More than anybody types; the rest is not looked at.
LONGEST, MOST_TERMS = 200, 12
#: A run of more characters is cut into words: 三年级语文古诗 means three of them.
_UNCUT = 3
_EMPTY = frozenset("的了和与是在")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟「」『』＂〝〞", '"'))
_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """
    Tokens that follow each other; the last may be the beginning of one if `prefix`.

    `runs` are the words themselves, folded, for whoever marks them in a text.
    """

    tokens: tuple[str, ...]
    prefix: bool
    runs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """All its terms must be found; without terms everything is."""

    terms: tuple[Term, ...] = ()


def parse(typed: str) -> Query:
    """
    What is looked for: words, phrases in quotes, beginnings of words of scripts with spaces.

    The first call loads a dictionary, which takes half a second.
    """
    terms: list[Term] = []
    for quoted, word in _PART.findall(typed[:LONGEST].translate(_QUOTES)):
        found = runs(fold(quoted or word))
        terms += [_phrase(found)] if quoted and found else [each for run in found for each in _terms(run)]
    return Query(tuple(dict.fromkeys(terms))[:MOST_TERMS])


def _phrase(found: list[Run]) -> Term:
    words = [han or word for han, word in found]
    last_han = found[-1][0]
    tokens = [token for han, word in found for token in (pairs(han) if han else [word[:LONGEST_WORD]])]
    if len(last_han) > 1:
        # The text may go on behind the phrase: then its last character is no token.
        tokens.pop()
    return Term(tuple(tokens), len(last_han) == 1, tuple(words))


def _terms(run: Run) -> list[Term]:
    han, word = run
    if word:
        return [Term((word[:LONGEST_WORD],), not word.isdigit(), (word,))]
    parts = [han] if len(han) <= _UNCUT else _words(han)
    return [_phrase([(part, "")]) for part in parts]


def _words(han: str) -> list[str]:
    import rjieba  # Its dictionary of 30 MB is loaded with it: not before somebody searches.

    words = rjieba.cut(han)
    return [word for word in words if word not in _EMPTY] or words
