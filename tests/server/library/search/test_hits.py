"""Where words are met in a recording, and what is shown of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.library.search.document import Document, Piece
from server.library.search.grams import grams, wanted
from server.library.search.hits import SHOWN, Met, met
from server.library.search.query import Query, parse

_SOME = "古诗分数aB3Ａ_ \"é'ᠮ\u1885・々"


def shown(text: str, typed: str) -> str:
    """The text of the one hit with what is marked in brackets."""
    [hit] = met([Piece("slide", 1000, text)], parse(typed), 5).hits
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
        ("课件PPT第3页x", "ppt 3 x", "课件[PPT]第[3]页[x]"),
        ("my_school", '"my school"', "[my_school]"),
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
    found = met(pieces, parse("磁铁 指南针"), 3).hits
    assert [hit.piece.at_ms for hit in found] == [99, 0, 1]


def test_pieces_without_the_words_are_no_hits() -> None:
    assert met([Piece("title", None, "古诗三首")], parse("分数"), 5) == Met([], has_all=False)


@given(st.text(_SOME, max_size=30), st.text(_SOME, min_size=1, max_size=8), st.sampled_from(("", '"')))
def test_whatever_the_index_finds_is_met(text: str, typed: str, quote: str) -> None:
    query, pieces = parse(quote + typed), [Piece("slide", 0, text)]
    found = {gram for each in pieces for gram in grams(each.text)}
    tokens = f" {' '.join(Document.of(pieces).inside)} "
    for term in query.terms:
        in_order = f" {' '.join(term.tokens)}" + ("" if term.prefix else " ") in tokens
        assert not in_order or met(pieces, Query((term,)), 1).has_all
        assert in_order or len(term.tokens) > 2 or not found.issuperset(wanted(term))
        assert not in_order or found.issuperset(wanted(term))
