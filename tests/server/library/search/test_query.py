"""What is understood of what somebody types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.library.search.query import MOST_TERMS, parse
from server.library.search.tokens import fold, folded_places, tokens


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("古诗", [(("古诗",), False)]),
        ("诗", [(("诗",), True)]),
        ("李文静", [(("李文", "文静"), False)]),
        ("三年级语文古诗", [(("三年", "年级"), False), (("语文",), False), (("古诗",), False)]),
        ("美丽的草原", [(("美丽",), False), (("草原",), False)]),
        ("PPT 3", [(("ppt",), True), (("3",), False)]),
        ("“分数 3”", [(("分数", "数", "3"), False)]),
        ('"诗"', [(("诗",), True)]),
        ('" "', []),
        ("*()^:-", []),
    ],
)
def test_words_become_terms(typed: str, terms: list[tuple[tuple[str, ...], bool]]) -> None:
    assert [(term.tokens, term.prefix) for term in parse(typed).terms] == terms


@given(st.text(max_size=300))
def test_nothing_is_an_error_and_there_are_only_so_many_terms(typed: str) -> None:
    terms = parse(typed).terms
    assert len(terms) <= MOST_TERMS
    # What comes into the databases' own languages can mean nothing there.
    assert all(token and not set(token) & set("\"'*:()&|!<>\\ ") for term in terms for token in term.tokens)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    indexed = tokens(text)
    for term in parse(text[:20]).terms:
        assert (
            all(
                any(each == token or (term.prefix and each.startswith(token)) for each in indexed)
                for token in term.tokens
            )
            or text[20:]
        )


@given(st.text(max_size=60))
def test_folding_tells_where_each_character_comes_from(text: str) -> None:
    places = folded_places(text)
    assert len(places) == len(fold(text)) + 1
    assert places == sorted(places) and places[-1] == len(text)
