"""The pictures of one source along the lesson clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from server.exports.compose.pieces import Piece
from server.exports.compose.reader import frames

#: Decoding on through this much costs no more than opening the file at a later keyframe.
_NEAR = 2.0
#: A camera's clock and ours are never quite in step: a picture may be shown so much too early.
_EARLY = 0.02
#: Before a lesson's first picture, if it comes so soon, that one is seen: folders show a film's first moment.
_OPENING = 2.0


class Pictures:
    """Asked with times that grow; decodes only what lies between a keyframe and what is asked for."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = sorted(pieces, key=lambda piece: piece.start)
        self._piece: Piece | None = None
        self._frames: Iterator[Any] = iter(())
        self._shown: Any = None
        self._next: Any = None

    def at(self, lesson_s: float) -> Any | None:
        """The picture of that moment, the same object while it is the same; `None` where there is none."""
        opening = self._pieces[0].start if self._pieces else 0.0
        lesson_s = max(lesson_s, opening) if opening <= _OPENING else lesson_s
        piece = self._covering(lesson_s)
        if piece is None:
            return None
        target = piece.file_time(lesson_s) + _EARLY
        if piece is not self._piece or self._is_far(piece, target):
            self._enter(piece, target)
        while self._next is not None and self._next.time <= target:
            self._shown, self._next = self._next, next(self._frames, None)
        return self._shown

    def _covering(self, lesson_s: float) -> Piece | None:
        """The newest of those that reach over the moment: a camera that came again replaces itself."""
        covering = [piece for piece in self._pieces if piece.start - _EARLY <= lesson_s < piece.end]
        return covering[-1] if covering else None

    def _is_far(self, piece: Piece, target: float) -> bool:
        newest = self._next or self._shown
        if newest is None:
            return False
        if self._shown is not None and target < self._shown.time - _EARLY:
            return True
        if target - newest.time < _NEAR:
            return False
        if not piece.entries:
            # At the end of a film its last picture stands.
            return self._next is not None
        return piece.entry(target)[0] > float(newest.time)

    def _enter(self, piece: Piece, target: float) -> None:
        self._piece, self._frames = piece, frames(piece, "video", target)
        self._shown, self._next = None, next(self._frames, None)
        if self._next is not None and self._next.time > target:
            # The first picture is a little late: it is better than none.
            self._shown = self._next
