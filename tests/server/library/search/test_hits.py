"""Where words are met in a recording, and what is shown of it."""

from __future__ import annotations

import pytest

from server.library.search.document import Piece
from server.library.search.hits import SHOWN, hits
from server.library.search.query import parse


def shown(text: str, typed: str) -> str:
    """The text of the one hit with what is marked in brackets."""
    [hit] = hits([Piece("slide", 1000, text)], parse(typed), 5)
    marked, at = "", 0
    for begin, end in hit.marks:
        marked, at = f"{marked}{hit.text[at:begin]}[{hit.text[begin:end]}]", end
    return marked + hit.text[at:]


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("分数的初步认识", "初步", "分数的[初步]认识"),
        ("几分之一，几分之几", "分", "几[分]之一，几[分]之几"),
        ("PPT课件 第3页", "ppt 课件", "[PPT][课件] 第3页"),
        ("Ｕｎｉｔ ２: My school", "unit 2", "[Ｕｎｉｔ] [２]: My school"),
        ("the other", "the", "[the] other"),
        ("libraries", "libr", "[libr]aries"),
        ("12 and 2", "2", "12 and [2]"),
        ("next, to the gate", '"next to"', "[next, to] the gate"),
        ("① ﬁt", "fit", "① [ﬁt]"),
        ("三年级的语文课", "三年级语文课", "[三年级]的[语文课]"),
    ],
)
def test_marks_show_what_was_looked_for(text: str, typed: str, marked: str) -> None:
    assert shown(text, typed) == marked


def test_a_long_text_is_cut_around_what_was_found() -> None:
    text = shown("甲" * 500 + "磁铁" + "乙" * 500, "磁铁")
    assert text.startswith("…甲") and "[磁铁]" in text and text.endswith("乙…")
    assert len(text) <= SHOWN + 4


def test_pieces_with_more_of_the_words_come_first_and_there_are_only_so_many() -> None:
    pieces = [Piece("chat", at, "磁铁") for at in range(9)] + [Piece("slide", 99, "磁铁和指南针")]
    found = hits(pieces, parse("磁铁 指南针"), 3)
    assert [hit.piece.at_ms for hit in found] == [99, 0, 1]


def test_pieces_without_the_words_are_no_hits() -> None:
    assert hits([Piece("title", None, "古诗三首")], parse("分数"), 5) == []
