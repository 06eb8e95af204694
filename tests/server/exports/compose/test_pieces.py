"""A take lies on the lesson clock as its journal says, with its holes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from media.recording.journal import FragmentLine, GapLine, InitLine, Journal, SyncLine, TakeLine
from server.exports.compose.pieces import Piece, pieces_of, shift_at


def fragment(start_ms: int, duration_ms: int = 1000, *, keyframe: bool = True) -> FragmentLine:
    return FragmentLine(
        offset=start_ms, size=10, start_ms=start_ms, duration_ms=duration_ms, samples=25, keyframe=keyframe
    )


def entry(*fragments: FragmentLine, source: str = "t/camera", **lines: Any) -> Journal:
    head = TakeLine(
        take="take",
        file="take.mp4",
        source=source,
        kind="video",
        codec="avc1",
        started_at=0,
        opened_at=0,
        timescale=90_000,
    )
    return Journal(head, InitLine(offset=0, size=9), fragments=list(fragments), **lines)


def spans(journal: Journal) -> list[tuple[float, float]]:
    return [(piece.start, piece.end) for piece in pieces_of(journal, Path())]


def test_points_of_the_clock_are_joined_by_straight_lines() -> None:
    shifts = ((10.0, 1.0), (20.0, 2.0))
    assert [shift_at(shifts, at) for at in (0, 10, 15, 20, 99)] == [1.0, 1.0, 1.5, 2.0, 2.0]


@pytest.mark.parametrize("at", [0.0, 3.3, 12.5, 40.0])
def test_file_and_lesson_time_are_each_others_reverse(at: float) -> None:
    piece = Piece(Path(), 0, 100, shifts=((0.0, 5.0), (20.0, 5.01)))
    assert piece.file_time(piece.lesson_time(at)) == pytest.approx(at, abs=0.001)


def test_sender_reports_say_where_a_take_lies() -> None:
    sync = [
        SyncLine(media_ms=0, lesson_ms=9000, basis="arrival"),
        SyncLine(media_ms=0, lesson_ms=7000, basis="sender_report"),
    ]
    assert spans(entry(fragment(0), syncs=sync)) == [(7.0, 8.0)]


def test_short_hole_is_a_still_picture_and_a_long_one_is_none() -> None:
    assert spans(entry(fragment(0), fragment(4000))) == [(0.0, 5.0)]
    assert spans(entry(fragment(0), fragment(9000))) == [(0.0, 1.0), (9.0, 10.0)]


def test_shared_screen_stands_until_it_changes() -> None:
    assert spans(entry(fragment(0), fragment(90_000), source="t/screen")) == [(0.0, 91.0)]


def test_hole_of_lost_packets_is_soon_no_picture() -> None:
    gap = GapLine(start_ms=1000, duration_ms=2000, packets=90, reason="loss")
    assert spans(entry(fragment(0), fragment(3000), gaps=[gap])) == [(0.0, 1.0), (3.0, 4.0)]


def test_decoder_begins_at_the_last_keyframe_before() -> None:
    journal = entry(
        fragment(0), fragment(1000, keyframe=False), fragment(2000), fragment(3000, keyframe=False)
    )
    [piece] = pieces_of(journal, Path())
    assert [piece.entry(at)[0] for at in (0, 1.5, 2, 3.9)] == [0.0, 0.0, 2.0, 2.0]


def test_take_that_was_never_begun_has_no_piece() -> None:
    assert pieces_of(Journal(entry().head), Path()) == []
