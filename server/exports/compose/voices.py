"""Every sound of the lesson, mixed; and who is heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.exports.compose.pieces import Piece
from server.exports.compose.sounds import RATE, Samples, Sound, loudness, mixed

#: A tenth of what is possible would be loud: a quiet voice in a classroom is above this.
_HEARD = 700
#: Between two words nobody has stopped speaking.
_PAUSE = 1.2


class Voices:
    """Tracks by their source (`MEMBER/camera`); other sounds are mixed in without a name."""

    def __init__(
        self, tracks: Mapping[str, Sequence[Piece]], others: Mapping[str, Sequence[Piece]], start: float
    ) -> None:
        self._named = {source: Sound(pieces, start) for source, pieces in tracks.items()}
        self._others = [Sound(pieces, start) for pieces in others.values()]
        self._last: dict[str, float] = {}

    def block(self, first: int, count: int) -> Samples:
        """`count` samples of all of them, from number `first` of the lesson on."""
        blocks = []
        for source, sound in self._named.items():
            block = sound.block(first, count)
            if loudness(block) > _HEARD:
                self._last[source.partition("/")[0]] = (first + count) / RATE
            blocks.append(block)
        blocks += [sound.block(first, count) for sound in self._others]
        return mixed(blocks, count)

    def speaking(self, lesson_s: float) -> tuple[str, ...]:
        """The members who were heard a moment ago."""
        return tuple(member for member, last in self._last.items() if lesson_s - last < _PAUSE)
