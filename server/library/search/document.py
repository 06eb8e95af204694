"""The words of one recording, each with the moment at which it is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from server.library.search.tokens import tokens

#: As hits are told; `about` (people, places, tags, description) is told as `title`.
PieceKind = Literal["title", "about", "chapter", "question", "slide", "chat", "comment"]
#: What every kind has for itself, in characters; what one leaves is the others'. Two hours fill a third.
SHARES: Mapping[PieceKind, int] = {
    "title": 200,
    "about": 2_800,
    "chapter": 1_000,
    "question": 2_000,
    "slide": 4_000,
    "chat": 3_000,
    "comment": 3_000,
}
#: A page of a book that was made into a slide has about so many characters.
LONGEST_PIECE = 3_000
#: Behind each piece, so that no phrase reaches into the next one; nobody can look for it.
_END = "¶"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: `at_ms` on the lesson clock is when, null for what is about the whole."""

    kind: PieceKind
    at_ms: int | None
    text: str


@dataclass(frozen=True)
class Document:
    """All pieces of a recording, as many as are indexed."""

    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Document:
        """The first pieces of each kind, as many as an index takes; those without words are left out."""
        return cls(tuple(_bounded(pieces)))

    @classmethod
    def stored(cls, rows: Sequence[Sequence[Any]]) -> Document:
        """As `rows` of another one were kept."""
        return cls(tuple(Piece(kind, at_ms, text) for kind, at_ms, text in rows))

    @property
    def rows(self) -> list[list[Any]]:
        """The pieces as JSON."""
        return [[piece.kind, piece.at_ms, piece.text] for piece in self.pieces]

    def cut(self) -> None:
        """Cut all words into tokens: of the longest documents that takes 30 ms, better in a thread."""
        _ = (self.title, self.about, self.inside)

    @cached_property
    def title(self) -> list[str]:
        return self._tokens("title")

    @cached_property
    def about(self) -> list[str]:
        return self._tokens("about")

    @cached_property
    def inside(self) -> list[str]:
        """Tokens of everything that has a moment."""
        return self._tokens("chapter", "question", "slide", "chat", "comment")

    def _tokens(self, *kinds: PieceKind) -> list[str]:
        wanted = (piece.text for piece in self.pieces if piece.kind in kinds)
        return [token for text in wanted for token in (*tokens(text), _END)]


def _bounded(pieces: Iterable[Piece]) -> list[Piece]:
    cleaned = (replace(piece, text=_clean(piece.text)) for piece in pieces)
    offered = [piece for piece in cleaned if piece.text]
    left = dict(SHARES)
    taken = [_takes(left, piece.kind, piece) for piece in offered]
    spare = {"any": sum(left.values())}
    return [piece for piece, had in zip(offered, taken, strict=True) if had or _takes(spare, "any", piece)]


def _clean(text: str) -> str:
    return " ".join(text.split())[:LONGEST_PIECE].replace("\0", "")


def _takes(left: dict[Any, int], share: str, piece: Piece) -> bool:
    """Take the piece out of what is left of a share, if it fits."""
    if len(piece.text) > left[share]:
        return False
    left[share] -= len(piece.text)
    return True
