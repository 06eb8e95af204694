"""
Cut text into the tokens that both databases index.

Chinese is indexed by pairs of neighbouring characters, so that every part of a text is found
whatever a dictionary takes for a word; other scripts by words. Widths and cases are folded.
"""

from __future__ import annotations

import re
import unicodedata

#: Raised when an index comes out differently: one of another version is made anew.
VERSION = 2
#: A "word" of a script that we know nothing of may be a whole sentence: its beginning is kept.
LONGEST_WORD = 40
#: Characters that stand without spaces between them, as a part of a regular expression's class.
HAN = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
#: Signs of vowels and tones belong to their letter.
_SIGNS = "".join(re.escape(chr(code)) for code in range(0x10000) if unicodedata.category(chr(code))[0] == "M")
_RUN = re.compile(rf"([{HAN}]+)|((?:[^\W_{HAN}]|[{_SIGNS}])+)")

#: Characters without spaces between their words, and a word of another script; one of them is empty.
Run = tuple[str, str]


class _Folding(dict[int, str]):
    """What each character becomes; learnt when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text without differences of width and case."""
    return text.translate(_FOLDING)


def folded_places(text: str) -> list[int]:
    """For each character of the folded text, and for its end, where it comes from in `text`."""
    places = [place for place, letter in enumerate(text) for _ in _FOLDING[ord(letter)]]
    return [*places, len(text)]


def runs(folded: str) -> list[Run]:
    """The runs of a folded text in their order."""
    return _RUN.findall(folded)


def pairs(run: str) -> list[str]:
    """The pairs of a run of characters, and its last one alone: so a single one is a prefix of a token."""
    return [run[at : at + 2] for at in range(len(run))]


def tokens(text: str) -> list[str]:
    """What is indexed of a text, in its order."""
    found: list[str] = []
    for han, word in runs(fold(text)):
        if han:
            found += pairs(han)
        else:
            found.append(word[:LONGEST_WORD])
    return found
