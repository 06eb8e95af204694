"""Sounds lie where the lesson's clock says, one over the other."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest

from server.exports.compose import sounds
from server.exports.compose.sounds import RATE, Sound, loudness, mixed, silence

FIRST = 100


class Scripted(Sound):
    """A track whose decoded parts a test says: where each begins, and how long it is, in samples."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *parts: tuple[int, int]) -> None:
        def decoded(piece: object, start: float) -> Iterator[tuple[int, sounds.Samples]]:
            yield from ((at, array("h", [1] * 2 * count)) for at, count in parts)

        monkeypatch.setattr(sounds, "_decoded", decoded)
        super().__init__([sounds.Piece(path=None, start=0.0, end=99.0)], 0.0)  # type: ignore[arg-type]


def heard(block: sounds.Samples | None) -> list[int]:
    return [] if block is None else [1 if value else 0 for value in block[::2]]


def test_hole_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    track = Scripted(monkeypatch, (0, 2), (RATE, 2))
    assert heard(track.block(0, 4)) == [1, 1, 0, 0]
    assert track.block(4, 4) is None
    assert heard(track.block(RATE - 1, 4)) == [0, 1, 1, 0]


def test_small_disagreement_of_clocks_leaves_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    track = Scripted(monkeypatch, (0, 4), (7, 4), (8, 4))
    assert heard(track.block(0, 12)) == [1] * 12


def test_what_overlaps_is_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    track = Scripted(monkeypatch, (0, 3000), (1000, 3000))
    block = track.block(0, 5000)
    assert block is not None
    assert sum(heard(block)) == 4000


def test_blocks_may_lie_across_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    track = Scripted(monkeypatch, (0, 5), (5, 5))
    assert [heard(track.block(at, 4)) for at in (0, 4, 8)] == [[1] * 4, [1] * 4, [1, 1, 0, 0]]


def test_several_are_added_and_never_wrap_round() -> None:
    loud, quiet = array("h", [30_000, -30_000] * 4), array("h", [5_000, -5_000] * 4)
    assert list(mixed([loud, None, quiet], 4))[:2] == [32_767, -32_768]
    assert list(mixed([quiet, quiet], 4))[:2] == [10_000, -10_000]
    assert mixed([None], 4) == silence(4)
    assert (loudness(loud), loudness(None)) == (30_000, 0)
