"""What of a very long lesson is indexed: something of everything."""

from __future__ import annotations

from collections import Counter

from server.library.search.document import SHARES, Document, Piece

TALK = [Piece("chat", at, "说" * 500) for at in range(60)]
PAGES = [Piece("slide", at, "图" * 500) for at in range(60)]
COMMENTS = [Piece("comment", at, "评" * 100) for at in range(20)]


def letters(*pieces: Piece) -> dict[str, int]:
    """How many characters of each kind are kept."""
    kept = Counter[str]()
    for piece in Document.of(pieces).pieces:
        kept[piece.kind] += len(piece.text)
    return dict(kept)


def test_a_talkative_lesson_keeps_its_comments() -> None:
    kept = letters(*PAGES, *TALK, *COMMENTS)
    assert kept["comment"] == 2_000
    assert kept["chat"] >= SHARES["chat"] and kept["slide"] >= SHARES["slide"]
    assert sum(kept.values()) <= sum(SHARES.values())


def test_what_a_kind_leaves_is_the_others() -> None:
    assert letters(*TALK) == {"chat": sum(SHARES.values())}


def test_of_each_kind_the_first_are_kept_and_all_stay_in_their_order() -> None:
    pieces = Document.of([*TALK, *PAGES, *COMMENTS]).pieces
    kept = [piece.at_ms for piece in pieces if piece.kind == "chat"]
    assert kept == list(range(len(kept)))
    assert list(dict.fromkeys(piece.kind for piece in pieces)) == ["chat", "slide", "comment"]
